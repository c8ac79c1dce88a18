package dev.heliograph.channel.smpp;

/**
 * How much of the window is used, by the congestion_state that a 5.0 message centre puts into its answers (W5): from {@value #CONGESTED} on it is halved, once
 * for each round of answers; a round without congestion gives one back.
 */
final class CongestionWindow {
    /** congestion_state: near congestion (5.0, 4.8.4.18). */
    static final int CONGESTED = 90;

    private final int max;
    private int size;
    private int answersLeft;

    CongestionWindow(int max) {
        this.max = max;
        this.size = max;
        this.answersLeft = max;
    }

    int size() {
        return size;
    }

    /** @param state 0 to 100, or negative when the answer had none */
    void onAnswer(int state) {
        if (state >= CONGESTED) {
            if (size == max || answersLeft <= 0) {
                size = Math.max(1, size / 2);
                answersLeft = size;
                return;
            }
        } else if (size < max && answersLeft <= 0) {
            size++;
            answersLeft = size;
            return;
        }
        answersLeft--;
    }

    /** A new session begins with all of it. */
    void reset() {
        size = max;
        answersLeft = max;
    }
}
