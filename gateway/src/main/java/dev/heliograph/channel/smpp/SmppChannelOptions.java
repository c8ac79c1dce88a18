package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Failure;
import dev.heliograph.message.Address;
import dev.heliograph.smpp.client.ClientTls;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.NationalLanguage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One account at one message centre.
 *
 * @param id the channel's name
 * @param providerAccount what channels that bind with one account at a message centre have in common: ids are unique within it. Default
 *     {@code systemId@host:port}
 * @param host of the message centre
 * @param port of the message centre, 1 to 65535
 * @param tls null for plain TCP, the default
 * @param idFormat default {@link IdFormat#LEARN}
 * @param serviceType service_type of text messages, at most 5 characters; default empty
 * @param tlvs added to every submit_sm that lacks them; default none
 * @param receipts whether the message centre is asked for receipts; default true, without it nothing is ever known to be delivered
 * @param validity default {@link ValidityForm#RELATIVE}
 * @param statuses the vendor's command_status values, looked at before the standard table
 */
public record SmppChannelOptions(
        String id,
        String providerAccount,
        String host,
        int port,
        @Nullable ClientTls tls,
        Binding binding,
        Timing timing,
        TextForm text,
        Addressing addressing,
        IdFormat idFormat,
        String serviceType,
        Tlvs tlvs,
        boolean receipts,
        ValidityForm validity,
        Map<Integer, Failure> statuses) {

    /**
     * Who binds, how often.
     *
     * @param password at most 8 characters
     * @param systemType at most 12 characters; default empty
     * @param interfaceVersion offered: 0x33, 0x34 or 0x50; default 0x34
     * @param mode default transceiver
     * @param sessions connections, or pairs of them, 1 to 100; default 1
     * @param window submits that may be unanswered on each, 1 to 10,000; default 100
     */
    public record Binding(
            String systemId,
            String password,
            String systemType,
            int interfaceVersion,
            BindMode mode,
            int sessions,
            int window) {
        public Binding {
            require(sessions, 1, 100, "sessions");
            require(window, 1, 10_000, "window");
        }

        public static Binding of(String systemId, String password) {
            return new Binding(systemId, password, "", InterfaceVersion.V3_4, BindMode.TRANSCEIVER, 1, 100);
        }

        public Binding withMode(BindMode value) {
            return new Binding(systemId, password, systemType, interfaceVersion, value, sessions, window);
        }

        public Binding withInterfaceVersion(int value) {
            return new Binding(systemId, password, systemType, value, mode, sessions, window);
        }

        public Binding withSessions(int newSessions, int newWindow) {
            return new Binding(systemId, password, systemType, interfaceVersion, mode, newSessions, newWindow);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return systemId + " " + mode + " x" + sessions + " window=" + window;
        }
    }

    /**
     * Everything in milliseconds.
     *
     * @param connectMillis for the connection, then for the bind; default 10,000
     * @param enquireLinkMillis silence before an enquire_link; 0 for none; default 30,000
     * @param responseMillis a submit's answer may take so long, then its session ends; default 10,000
     * @param lateMillis how long that end takes: late answers count so long, what is open then has an unknown outcome; default 5,000
     * @param reconnectMinMillis first pause after a lost session; default 500
     * @param reconnectMaxMillis longest pause; default 60,000
     * @param refusedMillis first pause after the credentials were refused; default 30,000
     * @param idLearningMillis how long a receipt is held, unanswered, while it is not clear which message its id means; default 3,000
     */
    public record Timing(
            int connectMillis,
            long enquireLinkMillis,
            long responseMillis,
            long lateMillis,
            long reconnectMinMillis,
            long reconnectMaxMillis,
            long refusedMillis,
            long idLearningMillis) {
        public static final Timing DEFAULT = new Timing(10_000, 30_000, 10_000, 5_000, 500, 60_000, 30_000, 3_000);

        public Timing {
            require(connectMillis, 1, 600_000, "connectMillis");
            require(enquireLinkMillis, 0, 3_600_000, "enquireLinkMillis");
            require(responseMillis, 1, 600_000, "responseMillis");
            require(lateMillis, 1, 600_000, "lateMillis");
            require(reconnectMinMillis, 1, 3_600_000, "reconnectMinMillis");
            require(reconnectMaxMillis, reconnectMinMillis, 86_400_000, "reconnectMaxMillis");
            require(refusedMillis, 1, 86_400_000, "refusedMillis");
            require(idLearningMillis, 1, 60_000, "idLearningMillis");
        }

        public Timing withResponseMillis(long newResponseMillis, long newLateMillis) {
            return new Timing(
                    connectMillis,
                    enquireLinkMillis,
                    newResponseMillis,
                    newLateMillis,
                    reconnectMinMillis,
                    reconnectMaxMillis,
                    refusedMillis,
                    idLearningMillis);
        }
    }

    /**
     * How text becomes short messages.
     *
     * @param carrier how parts say that they belong together; a message centre without TLVs always gets the 8-bit header
     * @param defaultAlphabet default GSM
     * @param languages national tables that the handsets know; default none
     * @param transliterate whether typographic characters may become plain where that saves parts; default false
     * @param partsMax most parts of one message, 1 to 255; default 255
     * @param joinInbound whether the parts of what people write become one message; default true
     */
    public record TextForm(
            ConcatenationCarrier carrier,
            DefaultAlphabet defaultAlphabet,
            Set<NationalLanguage> languages,
            boolean transliterate,
            int partsMax,
            boolean joinInbound) {
        public static final TextForm DEFAULT = new TextForm(
                ConcatenationCarrier.UDH_8BIT, DefaultAlphabet.GSM, Set.of(), false, EncodingPolicy.PARTS_LIMIT, true);

        public TextForm {
            languages = Set.copyOf(languages);
            require(partsMax, 1, EncodingPolicy.PARTS_LIMIT, "partsMax");
            if (defaultAlphabet == DefaultAlphabet.LATIN1 && !languages.isEmpty()) {
                throw new IllegalArgumentException("national tables extend GSM 03.38, not Latin-1");
            }
        }

        public TextForm withCarrier(ConcatenationCarrier value) {
            return new TextForm(value, defaultAlphabet, languages, transliterate, partsMax, joinInbound);
        }

        public TextForm withDefaultAlphabet(DefaultAlphabet value) {
            return new TextForm(carrier, value, languages, transliterate, partsMax, joinInbound);
        }

        public TextForm withLanguages(Set<NationalLanguage> value) {
            return new TextForm(carrier, defaultAlphabet, value, transliterate, partsMax, joinInbound);
        }

        EncodingPolicy policy() {
            return new EncodingPolicy(languages, false, transliterate, carrier, partsMax);
        }
    }

    /** TON and NPI that replace the message's own; {@link #AUTO} leaves them. */
    public record Addressing(int sourceTon, int sourceNpi, int destinationTon, int destinationNpi) {
        public static final int AUTO = -1;

        public static final Addressing DEFAULT = new Addressing(AUTO, AUTO, AUTO, AUTO);

        public Addressing {
            require(sourceTon, AUTO, 0xFF, "sourceTon");
            require(sourceNpi, AUTO, 0xFF, "sourceNpi");
            require(destinationTon, AUTO, 0xFF, "destinationTon");
            require(destinationNpi, AUTO, 0xFF, "destinationNpi");
        }

        SmppAddress source(Address from) {
            return address(from, sourceTon, sourceNpi);
        }

        SmppAddress destination(Address to) {
            return address(to, destinationTon, destinationNpi);
        }

        private static SmppAddress address(Address address, int ton, int npi) {
            return new SmppAddress(
                    ton == AUTO ? address.ton() : ton, npi == AUTO ? address.npi() : npi, address.value());
        }
    }

    public SmppChannelOptions {
        if (id.isEmpty() || providerAccount.isEmpty()) {
            throw new IllegalArgumentException("id or providerAccount is empty");
        }
        require(port, 1, 0xFFFF, "port");
        if (serviceType.length() > 5) {
            throw new IllegalArgumentException("serviceType has at most 5 characters, not " + serviceType.length());
        }
        statuses = Map.copyOf(statuses);
    }

    /** @return the account that a bind is made with, when nothing else is said of it */
    public static String accountOf(String systemId, String host, int port) {
        return systemId + "@" + host + ":" + port;
    }

    /** A transceiver of 3.4 without TLS, everything else at its default. */
    public static SmppChannelOptions of(String id, String host, int port, Binding binding) {
        return new SmppChannelOptions(
                id,
                accountOf(binding.systemId(), host, port),
                host,
                port,
                null,
                binding,
                Timing.DEFAULT,
                TextForm.DEFAULT,
                Addressing.DEFAULT,
                IdFormat.LEARN,
                "",
                Tlvs.EMPTY,
                true,
                ValidityForm.RELATIVE,
                Map.of());
    }

    private static void require(long value, long least, long most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
