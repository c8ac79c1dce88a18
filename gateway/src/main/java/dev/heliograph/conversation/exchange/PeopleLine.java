package dev.heliograph.conversation.exchange;

import io.vertx.core.Future;
import java.util.List;

/** The line that carries what is known of people. To read fails when notes for all are gone that were not read. */
public interface PeopleLine extends NodeLine {
    /** Writes for one node alone, which reads it with what is for all. */
    Future<Void> write(String node, List<String> notes);
}
