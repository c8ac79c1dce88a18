package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import java.util.HashMap;
import java.util.Map;

/**
 * One account and what it does.
 *
 * @param system the account's system_id, or any name with HTTP
 * @param password its password, or its API key with HTTP
 * @param sessions or connections
 * @param window unanswered requests a session; 1 with HTTP
 * @param rate as {@link Pace#parse} reads it
 * @param weights of one-time codes, transactional messages, campaigns
 * @param receipts whether final receipts are asked for
 * @param version of SMPP offered
 */
record FlowSpec(
        String system,
        String password,
        int sessions,
        int window,
        String rate,
        int[] weights,
        boolean receipts,
        int version) {
    private static final int SESSIONS_MAX = 10_000;
    private static final int WINDOW_MAX = 10_000;

    FlowSpec {
        if (sessions < 1 || sessions > SESSIONS_MAX || window < 1 || window > WINDOW_MAX) {
            throw new IllegalArgumentException("sessions: 1 to " + SESSIONS_MAX + "; window: 1 to " + WINDOW_MAX);
        }
        if (weights[0] + weights[1] + weights[2] < 1) {
            throw new IllegalArgumentException("one of otp, transactional and bulk must be above 0");
        }
        Pace.parse(rate);
    }

    /** @param text {@code key=value} pairs with commas between; what is left out has its default */
    static FlowSpec parse(String text) {
        Map<String, String> given = new HashMap<>();
        for (String pair : text.split(",")) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2 || given.put(parts[0].strip(), parts[1].strip()) != null) {
                throw new IllegalArgumentException("found '" + pair + "'; allowed: key=value, each once");
            }
        }
        FlowSpec spec = new FlowSpec(
                take(given, "system", "demo"),
                take(given, "password", "demo"),
                number(given, "sessions", 4),
                number(given, "window", 100),
                take(given, "rate", "max"),
                new int[] {number(given, "otp", 0), number(given, "transactional", 1), number(given, "bulk", 0)},
                Boolean.parseBoolean(take(given, "receipts", "true")),
                take(given, "version", "5.0").equals("5.0") ? InterfaceVersion.V5_0 : InterfaceVersion.V3_4);
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "found " + given.keySet()
                            + "; allowed: system, password, sessions, window, rate, otp, transactional, bulk, receipts, version");
        }
        return spec;
    }

    private static String take(Map<String, String> given, String key, String otherwise) {
        String value = given.remove(key);
        return value == null ? otherwise : value;
    }

    private static int number(Map<String, String> given, String key, int otherwise) {
        String value = given.remove(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** @return the priority of the n-th message: the weights, spread evenly */
    Priority priority(long n) {
        int sum = weights[0] + weights[1] + weights[2];
        int at = (int) (n * 7919 % sum);
        return at < weights[0] ? Priority.OTP : at < weights[0] + weights[1] ? Priority.TRANSACTIONAL : Priority.BULK;
    }
}
