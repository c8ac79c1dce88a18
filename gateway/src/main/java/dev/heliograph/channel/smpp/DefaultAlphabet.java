package dev.heliograph.channel.smpp;

/** What data_coding 0 means to the message centre (CHANNELS 16.1). */
public enum DefaultAlphabet {
    /** GSM 03.38, one septet an octet. */
    GSM,
    /** ISO 8859-1, which the message centre turns into GSM 03.38. */
    LATIN1
}
