package dev.heliograph.conversation.exchange;

import io.vertx.core.Future;
import java.util.List;

/** What carries notes between nodes: every note reaches every node that reads, in order, unless it is lost. Used by one event loop, one call at a time. */
public interface NodeLine {
    /** Begins to read with the next note that anybody writes. */
    Future<Void> open();

    /** @param notes as text */
    Future<Void> write(List<String> notes);

    /**
     * @param limit at most this many
     * @return what was written since the last call, by this node too; nothing when there is nothing new
     */
    Future<List<String>> read(int limit);

    /** Lets go of everything; {@link #open} begins anew. Called after every failure. */
    void close();
}
