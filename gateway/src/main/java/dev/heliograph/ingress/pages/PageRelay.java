package dev.heliograph.ingress.pages;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the pages are of messages that another node has. Called on the desk's loop. */
public interface PageRelay {
    /** There are no other nodes. */
    PageRelay NONE = new PageRelay() {
        @Override
        public boolean leadsTo(int node) {
            return false;
        }

        @Override
        public void relay(int node, PageRequest request, Consumer<@Nullable PageAnswer> answer) {
            answer.accept(null);
        }
    };

    /** @return whether it knows where that node is */
    boolean leadsTo(int node);

    /**
     * Asks the node that has the message.
     *
     * @param answer called once, on the desk's loop, with what the node answered; null when it did not
     */
    void relay(int node, PageRequest request, Consumer<@Nullable PageAnswer> answer);
}
