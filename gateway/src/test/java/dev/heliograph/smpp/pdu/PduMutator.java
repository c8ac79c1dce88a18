package dev.heliograph.smpp.pdu;

import java.util.Arrays;
import java.util.Random;

/** Damages PDUs the way broken peers do: flipped octets, cuts, inserted and repeated runs, lengths that lie. */
public final class PduMutator {
    private static final int[] EDGES = {0, 1, 0x7F, 0x80, 0xFE, 0xFF};

    private final Random random;
    private final RandomPdus pdus;

    public PduMutator(long seed) {
        random = new Random(seed);
        pdus = new RandomPdus(seed + 1);
    }

    /** One damaged PDU whose command_length is that of its octets, so that what follows it is still found. */
    public byte[] framed() {
        byte[] octets = damaged();
        if (octets.length < PduDecoder.HEADER_OCTETS) {
            octets = Arrays.copyOf(octets, PduDecoder.HEADER_OCTETS);
        }
        PduOctets.putInt(octets, 0, octets.length);
        return octets;
    }

    /** One damaged PDU, its command_length as likely damaged as the rest. */
    public byte[] damaged() {
        byte[] octets = PduOctets.of(pdus.next());
        for (int i = random.nextInt(4); i >= 0; i--) {
            octets = once(octets);
        }
        return octets;
    }

    private byte[] once(byte[] in) {
        if (in.length == 0) {
            return in;
        }
        int at = random.nextInt(in.length);
        switch (random.nextInt(7)) {
            case 0:
                in[at] ^= (byte) (1 << random.nextInt(8));
                return in;
            case 1:
                in[at] = (byte) EDGES[random.nextInt(EDGES.length)];
                return in;
            case 2:
                in[at] = (byte) random.nextInt();
                return in;
            case 3:
                return Arrays.copyOf(in, at);
            case 4:
                return spliced(in, at, random.nextInt(64), true);
            case 5:
                return spliced(in, at, random.nextInt(64), false);
            default:
                Arrays.fill(in, at, Math.min(in.length, at + random.nextInt(32)), (byte) 0);
                return in;
        }
    }

    /** Puts a run before an index: a repetition of what stands there, or noise. */
    private byte[] spliced(byte[] in, int at, int count, boolean repeat) {
        int run = repeat ? Math.min(count, in.length - at) : count;
        byte[] out = new byte[in.length + run];
        System.arraycopy(in, 0, out, 0, at);
        for (int i = 0; i < run; i++) {
            out[at + i] = repeat ? in[at + i] : (byte) random.nextInt();
        }
        System.arraycopy(in, at, out, at + run, in.length - at);
        return out;
    }
}
