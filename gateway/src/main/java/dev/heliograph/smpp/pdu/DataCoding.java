package dev.heliograph.smpp.pdu;

/** data_coding values (3.4 section 5.2.19). */
public final class DataCoding {
    /** The message centre's default alphabet. */
    public static final int DEFAULT = 0x00;
    /** IA5 (CCITT T.50) / ASCII. */
    public static final int IA5 = 0x01;
    /** Octets, unspecified. */
    public static final int OCTETS_2 = 0x02;
    /** Latin-1 (ISO 8859-1). */
    public static final int LATIN1 = 0x03;
    /** Octets, unspecified. */
    public static final int OCTETS = 0x04;
    /** JIS X 0208-1990. */
    public static final int JIS = 0x05;
    /** Cyrillic (ISO 8859-5). */
    public static final int CYRILLIC = 0x06;
    /** Latin/Hebrew (ISO 8859-8). */
    public static final int HEBREW = 0x07;
    /** UCS-2, big-endian. */
    public static final int UCS2 = 0x08;

    private static final int GROUP_MASK = 0xF0;
    private static final int MESSAGE_CLASS_GROUP = 0xF0;
    private static final int EIGHT_BIT = 0x04;

    private DataCoding() {}

    /** Whether this is in the GSM message class group 0xF0-0xFF, whose low two bits are the class. */
    public static boolean hasMessageClass(int dataCoding) {
        return (dataCoding & GROUP_MASK) == MESSAGE_CLASS_GROUP;
    }

    /** Whether this is in the GSM message waiting group 0xC0-0xDF. */
    public static boolean isMessageWaiting(int dataCoding) {
        return (dataCoding & 0xE0) == 0xC0;
    }

    /** Whether the octets are opaque and must never be recoded: 2, 4 and 8-bit message class values. */
    public static boolean isOctets(int dataCoding) {
        return dataCoding == OCTETS
                || dataCoding == OCTETS_2
                || (hasMessageClass(dataCoding) && (dataCoding & EIGHT_BIT) != 0);
    }
}
