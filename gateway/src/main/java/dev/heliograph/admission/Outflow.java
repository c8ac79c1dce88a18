package dev.heliograph.admission;

/** What the node does with what it has accepted. Any thread may ask, every few milliseconds. */
public interface Outflow {
    /** Of a node that sends nothing. */
    Outflow NONE = new Outflow() {
        @Override
        public long hurried() {
            return 0;
        }

        @Override
        public long submitted() {
            return 0;
        }

        @Override
        public long usedNanos() {
            return 0;
        }
    };

    /** @return messages and events that wait for nothing but this node's time to send them, about */
    long hurried();

    /** @return messages handed to channels so far */
    long submitted();

    /** @return processor time that the node has used so far, divided by the number of its processors; 0 when that is not known */
    long usedNanos();
}
