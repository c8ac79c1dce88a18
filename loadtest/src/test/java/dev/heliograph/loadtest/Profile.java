package dev.heliograph.loadtest;

import java.util.Locale;

/** A shape of load, and what of it holds when nothing else is said. */
enum Profile {
    /** Every door for a moment: does it work at all. */
    SMOKE(40, 10, "smpp=1,http=1,batch=1,ndjson=1", 2, 0, 1, 5_000),
    /** One rate. */
    STEADY(500, 60, "smpp=3,http=1,batch=1", 1, 0, 1, 1_000),
    /** From a tenth of the rate up to it. */
    RAMP(2_000, 60, "smpp=3,http=1,batch=1", 1, 0, 1, 1_000),
    /** The rate, then multiples of it, whatever the gateway says to that. */
    OVERLOAD(5_000, 45, "smpp=1", 0, 0, 20, 1_000),
    /** One rate for long; memory, descriptors and store are judged. */
    SOAK(500, 1_800, "smpp=3,http=1,batch=1", 1, 0, 1, 1_000),
    /** Many consumers of one account's events. */
    FANOUT(200, 30, "http=1", 50, 0, 1, 1_000),
    /** Many sessions that say little. */
    BINDS(100, 60, "smpp=1", 0, 500, 1, 1_000);

    final int rate;
    final int seconds;
    final String doors;
    final int consumers;
    final int binds;
    final int burst;
    /** The gateway has just started and is not compiled yet: the first second or two of a run are slow. */
    final int p99Millis;

    Profile(int rate, int seconds, String doors, int consumers, int binds, int burst, int p99Millis) {
        this.rate = rate;
        this.seconds = seconds;
        this.doors = doors;
        this.consumers = consumers;
        this.binds = binds;
        this.burst = burst;
        this.p99Millis = p99Millis;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
