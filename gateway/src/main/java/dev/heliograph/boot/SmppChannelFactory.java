package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.Key;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.smpp.BindMode;
import dev.heliograph.channel.smpp.DefaultAlphabet;
import dev.heliograph.channel.smpp.IdFormat;
import dev.heliograph.channel.smpp.SmppChannel;
import dev.heliograph.channel.smpp.SmppChannelOptions;
import dev.heliograph.channel.smpp.SmppChannelOptions.Addressing;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.channel.smpp.SmppChannelOptions.TextForm;
import dev.heliograph.channel.smpp.SmppChannelOptions.Timing;
import dev.heliograph.channel.smpp.ValidityForm;
import dev.heliograph.content.PageLink;
import dev.heliograph.smpp.client.ClientTls;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.NationalLanguage;
import dev.heliograph.store.Store;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels of kind {@code smpp}: an account at a message centre. Everything here but the address may be left at its default; what each key means is said at
 * {@link SmppChannelOptions}.
 *
 * @param account name of the account at the provider, null for the one that {@code systemId}, host and port make
 * @param authority PEM file with who signs the message centre's certificate, empty for the platform's authorities; null for plain TCP
 */
record SmppChannelFactory(
        @Nullable String account,
        String host,
        int port,
        @Nullable String authority,
        Binding binding,
        Timing timing,
        TextForm text,
        Addressing addressing,
        IdFormat idFormat,
        String serviceType,
        Tlvs tlvs,
        boolean receipts,
        ValidityForm validity,
        Map<Integer, Failure> statuses)
        implements ChannelFactory {
    private static final Key<String> HOST = Key.text("host", 1, 253).required("smsc.example.net");
    private static final Key<Integer> PORT = Key.integer("port", 1, 65_535).orElse(2775);
    private static final Key<String> ACCOUNT = Key.text("providerAccount", 1, 255);
    private static final Key<Boolean> TLS = Key.bool("tls").orElse(false);
    private static final Key<String> AUTHORITY = Key.text("authority", 1, 4_096).described("the path of a PEM file");
    private static final Key<String> SYSTEM_ID = Key.text("systemId", 1, 15).required("gateway");
    private static final Key<String> PASSWORD =
            Key.text("password", 0, 8).required("").asSecret();
    private static final Key<String> SYSTEM_TYPE = Key.text("systemType", 0, 12).orElse("");
    private static final Map<String, Integer> VERSIONS =
            Map.of("3.3", InterfaceVersion.V3_3, "3.4", InterfaceVersion.V3_4, "5.0", InterfaceVersion.V5_0);
    private static final Key<Integer> VERSION =
            Key.of("version", "3.3, 3.4 or 5.0", VERSIONS::get).orElse(InterfaceVersion.V3_4);
    private static final Key<BindMode> BIND = Key.oneOf("bind", BindMode.class).orElse(BindMode.TRANSCEIVER);
    private static final Key<Integer> SESSIONS = Key.integer("sessions", 1, 100).orElse(1);
    private static final Key<Integer> WINDOW = Key.integer("window", 1, 10_000).orElse(100);
    private static final Key<Integer> CONNECT =
            Key.integer("connectMillis", 1, 600_000).orElse(10_000);
    private static final Key<Integer> ENQUIRE_LINK =
            Key.integer("enquireLinkMillis", 0, 3_600_000).orElse(30_000);
    private static final Key<Integer> RESPONSE =
            Key.integer("responseMillis", 1, 600_000).orElse(10_000);
    private static final Key<Integer> LATE =
            Key.integer("lateMillis", 1, 600_000).orElse(5_000);
    private static final Key<ConcatenationCarrier> CONCATENATION =
            Key.oneOf("concatenation", ConcatenationCarrier.class).orElse(TextForm.DEFAULT.carrier());
    private static final Key<DefaultAlphabet> ALPHABET =
            Key.oneOf("alphabet", DefaultAlphabet.class).orElse(DefaultAlphabet.GSM);
    private static final Key<NationalLanguage> LANGUAGES = Key.oneOf("languages", NationalLanguage.class);
    private static final Key<Boolean> TRANSLITERATE = Key.bool("transliterate").orElse(false);
    private static final Key<Integer> PARTS = Key.integer("parts", 1, 255).orElse(255);
    private static final Key<Boolean> JOIN_INBOUND = Key.bool("joinInbound").orElse(true);
    private static final Key<IdFormat> IDS =
            Key.oneOf("idFormat", IdFormat.class).orElse(IdFormat.LEARN);
    private static final Key<String> SERVICE_TYPE =
            Key.text("serviceType", 0, 5).orElse("");
    private static final Key<OwnTlv> TLVS =
            Key.of("tlvs", "TAG:VALUE in hexadecimal, such as 1403:01ff", OwnTlv::parse);
    private static final Key<Boolean> RECEIPTS = Key.bool("receipts").orElse(true);
    private static final Key<ValidityForm> VALIDITY =
            Key.oneOf("validityForm", ValidityForm.class).orElse(ValidityForm.RELATIVE);

    private static final Key<OwnStatus> STATUSES = Key.of(
            "statuses", "STATUS:CLASS, such as 0401:not-reachable, with the status in hexadecimal", OwnStatus::parse);

    static ChannelFactory read(Section section) {
        String authority = section.find(AUTHORITY);
        boolean tls = section.get(TLS);
        return new SmppChannelFactory(
                section.find(ACCOUNT),
                section.get(HOST),
                section.get(PORT),
                tls ? (authority == null ? "" : authority) : null,
                new Binding(
                        section.get(SYSTEM_ID),
                        section.get(PASSWORD),
                        section.get(SYSTEM_TYPE),
                        section.get(VERSION),
                        section.get(BIND),
                        section.get(SESSIONS),
                        section.get(WINDOW)),
                timing(section),
                new TextForm(
                        section.get(CONCATENATION),
                        section.get(ALPHABET),
                        Set.copyOf(section.list(LANGUAGES)),
                        section.get(TRANSLITERATE),
                        section.get(PARTS),
                        section.get(JOIN_INBOUND)),
                addressing(section),
                section.get(IDS),
                section.get(SERVICE_TYPE),
                tlvs(section.list(TLVS)),
                section.get(RECEIPTS),
                section.get(VALIDITY),
                statuses(section.list(STATUSES)));
    }

    private static Map<Integer, Failure> statuses(List<OwnStatus> listed) {
        Map<Integer, Failure> all = new HashMap<>();
        for (OwnStatus one : listed) {
            if (all.put(one.status, one.failure) != null) {
                throw new IllegalArgumentException("status " + Integer.toHexString(one.status) + " is there twice");
            }
        }
        return Map.copyOf(all);
    }

    /** What a command_status of this message centre means, where the standard does not say or is not kept to. */
    private record OwnStatus(int status, Failure failure) {
        static @Nullable OwnStatus parse(String text) {
            if (!text.matches("[0-9a-fA-F]{1,4}:[a-z-]+") || text.matches("0+:.*")) {
                return null;
            }
            int colon = text.indexOf(':');
            String name = text.substring(colon + 1);
            for (Failure failure : Failure.values()) {
                // What is not known to have failed is decided by the session, never by a status.
                if (failure.text().equals(name) && failure != Failure.UNKNOWN_OUTCOME) {
                    return new OwnStatus(HexFormat.fromHexDigits(text, 0, colon), failure);
                }
            }
            return null;
        }
    }

    private static Tlvs tlvs(List<OwnTlv> listed) {
        Tlvs.Builder all = Tlvs.builder();
        listed.forEach(one -> all.octets(one.tag, HexFormat.of().parseHex(one.value)));
        return all.build();
    }

    /**
     * A TLV that the message centre wants with every submit_sm.
     *
     * @param value in hexadecimal
     */
    private record OwnTlv(int tag, String value) {
        static @Nullable OwnTlv parse(String text) {
            return text.matches("[0-9a-fA-F]{4}:([0-9a-fA-F]{2}){0,255}")
                    ? new OwnTlv(HexFormat.fromHexDigits(text, 0, 4), text.substring(5))
                    : null;
        }
    }

    private static Timing timing(Section section) {
        Timing defaults = Timing.DEFAULT;
        return new Timing(
                section.get(CONNECT),
                section.get(ENQUIRE_LINK),
                section.get(RESPONSE),
                section.get(LATE),
                defaults.reconnectMinMillis(),
                defaults.reconnectMaxMillis(),
                defaults.refusedMillis(),
                defaults.idLearningMillis());
    }

    private static Addressing addressing(Section section) {
        return new Addressing(
                section.get(octet("sourceTon")),
                section.get(octet("sourceNpi")),
                section.get(octet("destinationTon")),
                section.get(octet("destinationNpi")));
    }

    private static Key<Integer> octet(String name) {
        return Key.integer(name, 0, 255).orElse(Addressing.AUTO);
    }

    SmppChannelFactory withPort(int newPort) {
        return new SmppChannelFactory(
                account,
                host,
                newPort,
                authority,
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

    @Override
    public Capability capability() {
        return SmppChannel.capability(receipts);
    }

    @Override
    public Channel create(String id, Vertx vertx, LongSupplier wallMillis, @Nullable PageLink pages, Store store) {
        SmppChannelOptions options = new SmppChannelOptions(
                id,
                account == null ? SmppChannelOptions.accountOf(binding.systemId(), host, port) : account,
                host,
                port,
                tls(),
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
        return new SmppChannel(options, vertx, wallMillis, new SplittableRandom(), pages);
    }

    private @Nullable ClientTls tls() {
        if (authority == null) {
            return null;
        }
        return authority.isEmpty()
                ? ClientTls.DEFAULT
                : new ClientTls(new PemTrustOptions().addCertPath(authority), null, true);
    }
}
