package dev.heliograph.boot;

import dev.heliograph.boot.config.MailSection;
import dev.heliograph.ingress.mail.MailDoor;
import dev.heliograph.ingress.mail.MailDoorCounts;
import dev.heliograph.ingress.mail.MailTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for mail, if the node has one. */
final class MailEntrance {
    private static final Logger LOG = LoggerFactory.getLogger(MailEntrance.class);

    private final @Nullable MailSection section;
    private final MailTable table;
    private final @Nullable MailDoor door;
    private volatile int port;

    MailEntrance(Vertx vertx, @Nullable MailSection section, MailTable table) {
        this.section = section;
        this.table = table;
        this.door = section == null ? null : new MailDoor(vertx, section.toOptions(), table);
    }

    Future<Void> open() {
        MailDoor made = door;
        MailSection where = section;
        if (made == null || where == null) {
            if (!table.isEmpty()) {
                LOG.warn("mail of channels with 'inbound' does not come back to this node: there is no section 'mail'");
            }
            return Future.succeededFuture();
        }
        return made.open()
                .onSuccess(actual -> port = actual)
                .<Void>mapEmpty()
                .recover(cause -> Future.failedFuture(Doors.portRefusal("mail", where.host(), where.port(), cause)));
    }

    /** @return 0 when there is no such door */
    int port() {
        return port;
    }

    /** @return what came to the door; null when there is none */
    @Nullable
    MailDoorCounts counts() {
        MailDoor made = door;
        return made == null ? null : made.counts();
    }

    Future<Void> close() {
        MailDoor made = door;
        return made == null ? Future.succeededFuture() : made.close();
    }
}
