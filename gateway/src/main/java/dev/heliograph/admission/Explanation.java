package dev.heliograph.admission;

import dev.heliograph.message.Step;
import java.util.List;

/**
 * What would become of a submission: the answer to a dry run.
 *
 * @param admitted what admission would say
 * @param encoding of the text over SMS: {@code GSM-7}, {@code GSM-7 + Hindi}, {@code UCS-2} ...
 * @param septetsOrOctets length in that encoding, with escapes
 * @param segments SMS segments
 * @param route the steps it would take, in order
 * @param considered every channel, in the order looked at
 */
public record Explanation(
        Admitted admitted,
        String encoding,
        int septetsOrOctets,
        int segments,
        List<Step> route,
        List<Considered> considered) {
    /**
     * @param kept whether it is in the route
     * @param why one sentence
     */
    public record Considered(String channel, boolean kept, String why) {}
}
