package dev.heliograph.sms;

/** The outcome of cutting a message: its parts, or that it needs too many. */
public sealed interface Segmentation permits Segments, Segmentation.TooManyParts {

    /**
     * The message needs more parts than allowed; nothing was made.
     *
     * @param parts the parts it would need
     * @param partsMax the parts it may have
     */
    record TooManyParts(int parts, int partsMax) implements Segmentation {}
}
