package dev.heliograph.sms;

import java.util.Arrays;

/**
 * One part of a message as {@code short_message} (or message_payload) carries it: a user data header, maybe empty, then the user data.
 *
 * <pre>
 *   0             headerOctets
 *   +-------------+---------------------------+
 *   | UDH (UDHL,  | user data: septets one in |
 *   | elements)   | each octet, octets, UCS-2 |
 *   +-------------+---------------------------+
 * </pre>
 */
public final class Segment {

    private final int number;
    private final int headerOctets;
    private final byte[] octets;

    Segment(int number, int headerOctets, byte[] octets) {
        this.number = number;
        this.headerOctets = headerOctets;
        this.octets = octets;
    }

    /** The part's place in the message, from 1. */
    public int number() {
        return number;
    }

    /** Header and user data, not copied: the caller must not change it. */
    public byte[] octets() {
        return octets;
    }

    /** Octets of the header, its length octet included; 0 for none. */
    public int headerOctets() {
        return headerOctets;
    }

    /** Whether {@code esm_class} needs the user data header indicator, 0x40. */
    public boolean hasHeader() {
        return headerOctets > 0;
    }

    /** A copy of the header. */
    public byte[] header() {
        return Arrays.copyOf(octets, headerOctets);
    }

    /** A copy of the user data. */
    public byte[] userData() {
        return Arrays.copyOfRange(octets, headerOctets, octets.length);
    }
}
