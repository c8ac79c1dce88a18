package dev.heliograph.admission;

import dev.heliograph.sms.EncodingPolicy;

/**
 * The bounds that every submission is held to.
 *
 * @param encoding how texts are counted, the same as the channels encode them
 * @param segmentsMax longest message, in SMS segments
 * @param scheduleMillisMax how far ahead a message may be scheduled
 * @param validityMillisMax longest validity; a longer one is refused over HTTP and cut to it over SMPP, as message centres do
 * @param backlogMax messages that may wait for one channel before the gateway is full
 * @param pressure how much may be under way at once
 * @param pageLink a link as long as that of every page, empty when there are no pages: it is counted where a message will carry one
 */
public record GateOptions(
        EncodingPolicy encoding,
        int segmentsMax,
        long scheduleMillisMax,
        long validityMillisMax,
        long backlogMax,
        PressureOptions pressure,
        String pageLink) {
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
    public static final GateOptions DEFAULT = new GateOptions(
            EncodingPolicy.DEFAULT, 255, 60 * DAY_MILLIS, 7 * DAY_MILLIS, 20_000_000, PressureOptions.DEFAULT, "");

    public GateOptions {
        if (segmentsMax < 1 || segmentsMax > EncodingPolicy.PARTS_LIMIT) {
            throw new IllegalArgumentException("segmentsMax must be 1 to " + EncodingPolicy.PARTS_LIMIT);
        }
        if (scheduleMillisMax < 0 || validityMillisMax < 1000 || backlogMax < 1) {
            throw new IllegalArgumentException("scheduleMillisMax, validityMillisMax or backlogMax is too small");
        }
    }

    public GateOptions withPressure(PressureOptions value) {
        return new GateOptions(
                encoding, segmentsMax, scheduleMillisMax, validityMillisMax, backlogMax, value, pageLink);
    }

    public GateOptions withPageLink(String sample) {
        return new GateOptions(
                encoding, segmentsMax, scheduleMillisMax, validityMillisMax, backlogMax, pressure, sample);
    }
}
