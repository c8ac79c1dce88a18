package dev.heliograph.channel.email;

import dev.heliograph.channel.web.Recent;
import java.time.Duration;
import java.util.Map;

/** So many things about each message in an hour, which begins with the first of them. Remembers {@value #MESSAGES_MAX} messages. */
final class HourlyBound {
    private static final int MESSAGES_MAX = 10_000;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final int max;
    private final Map<Long, Hour> hours = Recent.byUse(MESSAGES_MAX);

    private static final class Hour {
        private final long beganAtMillis;
        private int count;

        Hour(long beganAtMillis) {
            this.beganAtMillis = beganAtMillis;
        }
    }

    HourlyBound(int max) {
        this.max = max;
    }

    /** @return whether no more is to be taken for now */
    boolean isReached(long message, long nowMillis) {
        Hour hour = hours.get(message);
        return hour != null && hour.count >= max && !isOver(hour, nowMillis);
    }

    void count(long message, long nowMillis) {
        Hour hour = hours.get(message);
        if (hour == null || isOver(hour, nowMillis)) {
            hour = new Hour(nowMillis);
            hours.put(message, hour);
        }
        hour.count++;
    }

    private static boolean isOver(Hour hour, long nowMillis) {
        return nowMillis - hour.beganAtMillis >= HOUR_MILLIS;
    }
}
