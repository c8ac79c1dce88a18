package dev.heliograph.ingress.http;

import java.util.Arrays;

/**
 * Cuts a stream of octets into lines without ever holding more than a piece of it and one line. A line within a piece is not copied.
 *
 * <p>Use: {@link #add} a piece, then {@link #next} until it says {@link Found#MORE}; at the end {@link #last} once.
 */
final class LineSplitter {
    enum Found {
        /** A line is at {@link #bytes}, {@link #from} to {@link #to}. */
        LINE,
        /** A line was longer than allowed and is skipped. */
        TOO_LONG,
        /** The piece is used up. */
        MORE
    }

    private static final byte[] NOTHING = {};

    private final int lineBytesMax;
    private byte[] piece = NOTHING;
    private int at;
    /** The beginning of a line whose end has not come. */
    private byte[] begun = NOTHING;

    private int begunLength;
    private boolean skipping;
    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    LineSplitter(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
    }

    /** @param next the next piece, ours from now on; the one before must be used up */
    void add(byte[] next) {
        if (!isUsedUp()) {
            throw new IllegalStateException((piece.length - at) + " octets of the last piece were not looked at");
        }
        piece = next;
        at = 0;
    }

    /** @return whether the last piece was used up */
    boolean isUsedUp() {
        return at == piece.length;
    }

    Found next() {
        while (at < piece.length) {
            int end = at;
            while (end < piece.length && piece[end] != '\n') {
                end++;
            }
            int start = at;
            boolean complete = end < piece.length;
            at = complete ? end + 1 : end;
            if (skipping) {
                skipping = !complete;
            } else if (begunLength + end - start > lineBytesMax) {
                begunLength = 0;
                skipping = !complete;
                return Found.TOO_LONG;
            } else if (!complete) {
                begin(start, end);
            } else {
                line(start, end);
                return Found.LINE;
            }
        }
        return Found.MORE;
    }

    /** @return {@link Found#LINE} for octets after the last line feed, else {@link Found#MORE} */
    Found last() {
        if (begunLength == 0) {
            return Found.MORE;
        }
        line(at, at);
        return Found.LINE;
    }

    private void begin(int start, int end) {
        int length = begunLength + end - start;
        if (begun.length < length) {
            begun = Arrays.copyOf(begun, Math.min(lineBytesMax, Math.max(length, begun.length * 2)));
        }
        System.arraycopy(piece, start, begun, begunLength, end - start);
        begunLength = length;
    }

    private void line(int start, int end) {
        if (begunLength == 0) {
            bytes = piece;
            from = start;
            to = end;
        } else {
            begin(start, end);
            bytes = begun;
            from = 0;
            to = begunLength;
            begunLength = 0;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** @return whether the line has nothing but white space */
    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
