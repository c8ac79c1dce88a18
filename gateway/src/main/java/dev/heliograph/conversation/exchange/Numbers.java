package dev.heliograph.conversation.exchange;

/** Numbers of what is asked, that no earlier run of this node has given: the other nodes may still answer that. */
final class Numbers {
    private final long run;
    private int last;

    /** @param run random */
    Numbers(int run) {
        this.run = (long) run << Integer.SIZE;
    }

    long next() {
        return run | Integer.toUnsignedLong(++last);
    }
}
