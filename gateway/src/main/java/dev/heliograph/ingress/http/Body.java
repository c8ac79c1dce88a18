package dev.heliograph.ingress.http;

import dev.heliograph.admission.Admitted;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A body that is read whole, within its bound; most come in one piece and are not copied. */
final class Body {
    private static final Buffer NONE = Buffer.buffer();

    private final Call call;
    private final int bytesMax;
    private final Consumer<Buffer> whole;
    private @Nullable Buffer read;
    private boolean copied;
    private boolean refused;
    private int held;

    private Body(Call call, int bytesMax, Consumer<Buffer> whole) {
        this.call = call;
        this.bytesMax = bytesMax;
        this.whole = whole;
    }

    /**
     * Reads the body of {@code call}, or answers 413.
     *
     * @param whole gets it once it is there, at most {@code bytesMax} octets
     */
    static void read(Call call, int bytesMax, Consumer<Buffer> whole) {
        Body body = new Body(call, bytesMax, whole);
        if (Unread.isTooLong(call.request, bytesMax)) {
            body.refuse();
            return;
        }
        if (Expectation.isMet(call)) {
            call.reads();
            call.request.exceptionHandler(broken -> body.release());
            call.request.handler(body::add);
            call.request.endHandler(end -> body.end());
        }
    }

    private void add(Buffer piece) {
        Buffer before = read;
        if (refused) {
            return;
        }
        hold(piece.length());
        if (call.loop.valve.pressure().isOutOfMemory()) {
            refuseFull();
            return;
        }
        if (before == null) {
            read = piece;
        } else if (before.length() + piece.length() <= bytesMax) {
            read = copied ? before.appendBuffer(piece) : before.copy().appendBuffer(piece);
            copied = true;
        }
        if ((before == null ? 0 : before.length()) + piece.length() > bytesMax) {
            refuse();
        }
    }

    private void end() {
        if (refused) {
            return;
        }
        call.answers();
        try {
            whole.accept(read == null ? NONE : read);
        } catch (RuntimeException bug) {
            call.failed(bug);
        } finally {
            release();
        }
    }

    /** Octets that lie here count as the node's pressure, so that many large bodies at once are refused before the heap is full. */
    private void hold(int octets) {
        held += octets;
        call.loop.valve.pressure().held(octets);
    }

    private void release() {
        call.loop.valve.pressure().released(held);
        held = 0;
    }

    private void refuseFull() {
        refused = true;
        read = null;
        release();
        call.closing().refusal(Admitted.full("too many bodies are being read at once"), "");
    }

    private void refuse() {
        refused = true;
        read = null;
        release();
        call.closing()
                .problem(
                        Problem.BODY_TOO_LARGE,
                        "at most " + bytesMax + " bytes; more messages go into a stream of application/x-ndjson");
    }
}
