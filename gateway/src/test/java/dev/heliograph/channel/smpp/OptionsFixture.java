package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.smpp.SmppChannelOptions.Addressing;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.channel.smpp.SmppChannelOptions.TextForm;
import dev.heliograph.channel.smpp.SmppChannelOptions.Timing;
import dev.heliograph.smpp.client.ClientTls;
import dev.heliograph.smpp.pdu.Tlvs;
import java.util.Map;

/** Options of a channel to a message centre on the loopback, with times short enough for a test. */
final class OptionsFixture {
    int port = 1;
    ClientTls tls;
    Binding binding = Binding.of("gw", "secret");
    Timing timing = new Timing(5_000, 30_000, 5_000, 1_000, 20, 200, 300, 300);
    TextForm text = TextForm.DEFAULT;
    Addressing addressing = Addressing.DEFAULT;
    IdFormat idFormat = IdFormat.LEARN;
    String serviceType = "";
    Tlvs tlvs = Tlvs.EMPTY;
    boolean receipts = true;
    ValidityForm validity = ValidityForm.RELATIVE;
    Map<Integer, Failure> statuses = Map.of();

    SmppChannelOptions build() {
        return new SmppChannelOptions(
                "up",
                "gw@127.0.0.1",
                "127.0.0.1",
                port,
                tls,
                binding,
                timing,
                text,
                addressing,
                idFormat,
                serviceType,
                tlvs,
                receipts,
                validity,
                statuses);
    }
}
