package dev.heliograph.loadtest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a run is asked to do: the system properties of the command line. README.md has a table of them.
 *
 * @param rate messages a second over all doors
 * @param seconds how long is sent; with overload, all steps together
 * @param window unanswered requests of an SMPP session, and connections over HTTP
 * @param sessions SMPP sessions of the whole run; with binds each of them has its own user instead
 * @param rttMillis from a submit to the message centre's answer
 * @param patienceMillis how long a message waits for room in a window of SMPP; then it is given up and counts as refused
 * @param receipts share of messages that ask for a receipt, 0 to 1
 * @param mix weights of one-time codes, transactional messages, campaigns
 * @param doors weights of the doors
 * @param batch messages of an array or stream
 * @param burst messages that a user submits over SMPP at once
 * @param factors multiples of the rate, for overload
 * @param onDisk false puts the store into memory, where a sync costs nothing and nothing survives
 * @param p99Millis 99 % of each kind of submit are to be answered within this
 * @param drainSeconds how long receipts are waited for at the end
 */
record Settings(
        Profile profile,
        int rate,
        int seconds,
        int window,
        int sessions,
        int rttMillis,
        int patienceMillis,
        double receipts,
        List<Integer> mix,
        Map<Door, Integer> doors,
        int batch,
        int burst,
        int consumers,
        int binds,
        List<Integer> factors,
        boolean onDisk,
        int p99Millis,
        int drainSeconds,
        String gatewayOpts,
        String gatewayCpus) {
    static final int MESSAGES_MAX = 20_000_000;
    private static final int SECONDS_MAX = 3_600;

    /** Reads them all; a fault names the property, what was found and what is allowed. */
    static Settings read() {
        Profile profile = profile(System.getProperty("profile", "smoke"));
        Settings settings = new Settings(
                profile,
                number("rate", profile.rate, 1, 200_000),
                number("seconds", profile.seconds, 1, SECONDS_MAX),
                number("window", profile == Profile.OVERLOAD ? 500 : 100, 1, 10_000),
                number("sessions", profile == Profile.OVERLOAD ? 20 : 4, 1, 1_000),
                number("rtt", 0, 0, 60_000),
                number("patience", profile == Profile.OVERLOAD ? 1_000 : 30_000, 1, 600_000),
                share("receipts", 1),
                weights("mix", "1:2:3"),
                doors(System.getProperty("doors", profile.doors)),
                number("batch", 20, 1, 1_000),
                number("burst", profile.burst, 1, 1_000),
                number("consumers", profile.consumers, 0, 5_000),
                number("binds", profile.binds, 0, 10_000),
                weights("factors", "1:2:5"),
                oneOf("durability", List.of("disk", "memory")).equals("disk"),
                number("p99", profile.p99Millis, 1, 600_000),
                number("drain", 60, 1, SECONDS_MAX),
                System.getProperty("gateway.opts", "-Xms256m -Xmx768m"),
                System.getProperty("gateway.cpus", ""));
        if (settings.messages() > MESSAGES_MAX) {
            throw wrong("rate", settings.messages() + " messages in all", "at most " + MESSAGES_MAX);
        }
        return settings;
    }

    /** @return how many will be sent at most */
    long messages() {
        return profile == Profile.OVERLOAD
                ? factors.stream()
                        .mapToLong(factor -> (long) rate * factor * stepSeconds())
                        .sum()
                : (long) rate * seconds;
    }

    /** @return messages a second at most */
    int peak() {
        return profile == Profile.OVERLOAD
                ? rate * factors.stream().mapToInt(factor -> factor).max().orElse(1)
                : rate;
    }

    /** @return the part of the rate that a door has, 0 to 1 */
    double share(Door door) {
        double sum = doors.values().stream().mapToInt(weight -> weight).sum();
        return doors.getOrDefault(door, 0) / sum;
    }

    /** @return how long each step of overload takes */
    int stepSeconds() {
        return Math.max(1, seconds / factors.size());
    }

    private static Profile profile(String text) {
        for (Profile profile : Profile.values()) {
            if (profile.text().equals(text)) {
                return profile;
            }
        }
        throw wrong("profile", text, Arrays.toString(Profile.values()).toLowerCase(Locale.ROOT));
    }

    private static int number(String name, int otherwise, int least, int most) {
        String text = System.getProperty(name, Integer.toString(otherwise));
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw wrong(name, text, least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private static double share(String name, double otherwise) {
        String text = System.getProperty(name, Double.toString(otherwise));
        if (!text.matches("0|1|[01]?\\.\\d+") || Double.parseDouble(text) > 1) {
            throw wrong(name, text, "0 to 1");
        }
        return Double.parseDouble(text);
    }

    private static List<Integer> weights(String name, String otherwise) {
        String text = System.getProperty(name, otherwise);
        if (!text.matches("\\d{1,4}:\\d{1,4}:\\d{1,4}") || !text.matches(".*[1-9].*")) {
            throw wrong(name, text, "three numbers with colons between, such as " + otherwise);
        }
        return Arrays.stream(text.split(":")).map(Integer::valueOf).toList();
    }

    private static Map<Door, Integer> doors(String text) {
        Map<Door, Integer> doors = new EnumMap<>(Door.class);
        for (String pair : text.split(",")) {
            if (!pair.matches("(smpp|http|batch|ndjson)=[1-9]\\d{0,3}")) {
                throw wrong("doors", pair, "weights such as smpp=3,http=1,batch=1,ndjson=1");
            }
            String[] parts = pair.split("=");
            doors.put(Door.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.valueOf(parts[1]));
        }
        return doors;
    }

    private static String oneOf(String name, List<String> allowed) {
        String text = System.getProperty(name, allowed.get(0));
        if (!allowed.contains(text)) {
            throw wrong(name, text, new TreeSet<>(allowed).toString());
        }
        return text;
    }

    private static IllegalArgumentException wrong(String name, String found, String allowed) {
        return new IllegalArgumentException("-D" + name + ": found '" + found + "'; allowed: " + allowed);
    }
}
