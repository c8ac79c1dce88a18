package dev.heliograph.ingress.pages;

import dev.heliograph.admission.Cidr;
import java.util.List;

/**
 * What the desk of the pages is held to.
 *
 * @param node number of this node, whose messages it has
 * @param proxies who may say for whom they ask (X-Forwarded-For)
 * @param unknownMax requests for pages that do not exist, of one address in a minute; then it gets nothing for the rest of the minute
 * @param addressesMax addresses of which that is remembered; past it the oldest is forgotten
 * @param repliesMax replies that one message may bring; then they are refused
 * @param messagesMax messages of which reading and replies are remembered; past it the oldest is forgotten
 * @param repeatMillis the same reply again within this time is the same tap
 */
public record PageOptions(
        int node,
        List<Cidr> proxies,
        int unknownMax,
        int addressesMax,
        int repliesMax,
        int messagesMax,
        long repeatMillis) {
    public PageOptions {
        if (unknownMax < 1 || addressesMax < 1 || repliesMax < 1 || messagesMax < 1 || repeatMillis < 0) {
            throw new IllegalArgumentException("a bound of the pages is too small");
        }
        proxies = List.copyOf(proxies);
    }

    /** @return 30 wrong links a minute, 10,000 addresses, 50 replies to a message, 10,000 messages, 10 s */
    public static PageOptions of(int node, List<Cidr> proxies) {
        return new PageOptions(node, proxies, 30, 10_000, 50, 10_000, 10_000);
    }
}
