package dev.heliograph.smpp.pdu;

/**
 * A number or name with its type of number and numbering plan (3.4 sections 5.2.5 to 5.2.8).
 *
 * @param ton type of number, an octet
 * @param npi numbering plan indicator, an octet
 * @param address at most 20 octets of Latin-1 (64 in data_sm), without NUL
 */
public record SmppAddress(int ton, int npi, String address) {
    public static final int TON_UNKNOWN = 0;
    public static final int TON_INTERNATIONAL = 1;
    public static final int TON_NATIONAL = 2;
    public static final int TON_NETWORK_SPECIFIC = 3;
    public static final int TON_SUBSCRIBER = 4;
    public static final int TON_ALPHANUMERIC = 5;
    public static final int TON_ABBREVIATED = 6;

    public static final int NPI_UNKNOWN = 0;
    public static final int NPI_E164 = 1;

    /** No address: the message centre fills in its default. */
    public static final SmppAddress EMPTY = new SmppAddress(0, 0, "");

    /** Longest address in octets with its NUL, in every PDU but data_sm and alert_notification. */
    static final int OCTETS_MAX = 21;

    /** Longest address in octets with its NUL in data_sm and alert_notification. */
    static final int LONG_OCTETS_MAX = 65;

    /** NPI values of 3.4 table 5-3, as bits: 0, 1, 3, 4, 6, 8, 9, 10, 14, 18. */
    private static final int KNOWN_NPIS =
            1 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 6 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 14 | 1 << 18;

    /** An international number in E.164 digits. */
    public static SmppAddress international(String digits) {
        return new SmppAddress(TON_INTERNATIONAL, NPI_E164, digits);
    }

    /** A sender name, usually of at most 11 characters. */
    public static SmppAddress alphanumeric(String name) {
        return new SmppAddress(TON_ALPHANUMERIC, NPI_UNKNOWN, name);
    }

    /** {@link CommandStatus#ESME_ROK}, or why this cannot be the source of a message. An empty source is allowed. */
    public int sourceStatus() {
        if (!knownTon()) {
            return CommandStatus.ESME_RINVSRCTON;
        }
        return knownNpi() ? CommandStatus.ESME_ROK : CommandStatus.ESME_RINVSRCNPI;
    }

    /** {@link CommandStatus#ESME_ROK}, or why this cannot be the destination of a message. An empty one is refused. */
    public int destinationStatus() {
        if (!knownTon()) {
            return CommandStatus.ESME_RINVDSTTON;
        }
        if (!knownNpi()) {
            return CommandStatus.ESME_RINVDSTNPI;
        }
        return address.isEmpty() ? CommandStatus.ESME_RINVDSTADR : CommandStatus.ESME_ROK;
    }

    private boolean knownTon() {
        return ton >= 0 && ton <= TON_ABBREVIATED;
    }

    private boolean knownNpi() {
        return npi >= 0 && npi < Integer.SIZE && (KNOWN_NPIS >>> npi & 1) == 1;
    }

    /** Without the middle of the address: full numbers are not for logs. */
    @Override
    public String toString() {
        int shown = Math.min(4, address.length() / 3);
        return ton + "/" + npi + "/" + address.substring(0, shown) + "*".repeat(address.length() - shown);
    }
}
