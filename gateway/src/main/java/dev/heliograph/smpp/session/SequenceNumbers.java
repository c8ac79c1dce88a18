package dev.heliograph.smpp.session;

/** Numbers for own requests: 1 to 0x7FFFFFFF, rising by one and beginning again (3.4 section 3.2). */
final class SequenceNumbers {
    private int last;

    /** The first number given is the one after this, 0 to 0x7FFFFFFF. */
    SequenceNumbers(int last) {
        this.last = last;
    }

    int next() {
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        return last;
    }
}
