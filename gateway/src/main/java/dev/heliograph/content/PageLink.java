package dev.heliograph.content;

/** Where a page shows the whole of a message whose channel can say it only in words. */
@FunctionalInterface
public interface PageLink {
    /**
     * @param message id of the message
     * @return the page's address, ASCII; as long for every message of a node
     */
    String of(long message);
}
