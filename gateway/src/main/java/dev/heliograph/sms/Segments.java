package dev.heliograph.sms;

import java.util.List;

/**
 * A message cut into parts.
 *
 * @param dataCoding the SMPP {@code data_coding} of every part, without a message class
 * @param carrier how the parts say that they belong together
 * @param reference the concatenation reference as the carrier transports it; 0 when there is one part only
 * @param segmentCount parts on the air, which is what is billed and throttled; with {@link ConcatenationCarrier#MESSAGE_PAYLOAD} it may exceed the
 *     number of {@code parts}, which is then one
 * @param parts the PDUs' worth of octets, in order
 */
public record Segments(
        int dataCoding, ConcatenationCarrier carrier, int reference, int segmentCount, List<Segment> parts)
        implements Segmentation {

    public Segments {
        parts = List.copyOf(parts);
    }

    /** Whether several PDUs carry the message, so that each must say which it is. */
    public boolean isConcatenated() {
        return parts.size() > 1;
    }
}
