package dev.heliograph.ingress.pages;

/** How many wrong links each address has asked for in the minute that runs. Belongs to one loop. */
final class Guesses {
    private static final long MINUTE_MILLIS = 60_000;

    private final int max;
    private final Remembered<String, int[]> wrong;
    private long minute;

    /**
     * @param max wrong links of an address in a minute
     * @param addressesMax addresses remembered
     */
    Guesses(int max, int addressesMax) {
        this.max = max;
        this.wrong = new Remembered<>(addressesMax);
    }

    boolean isOver(String address, long nowMillis) {
        turn(nowMillis);
        int[] count = wrong.get(address);
        return count != null && count[0] >= max;
    }

    void add(String address, long nowMillis) {
        turn(nowMillis);
        wrong.computeIfAbsent(address, first -> new int[1])[0]++;
    }

    private void turn(long nowMillis) {
        long now = nowMillis / MINUTE_MILLIS;
        if (now != minute) {
            minute = now;
            wrong.clear();
        }
    }
}
