package dev.heliograph.benchmarks.wholepath;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** A message a line of an endless NDJSON body, with so many lines of a stream unanswered. */
final class LineLoad extends LoopClients {
    private static final int PIECE_LINES = 64;
    private static final byte[] ERROR = "\"error\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEGIN =
            (head("application/x-ndjson") + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

    private final int window;
    private final byte[][] pieces = new byte[RECIPIENTS / PIECE_LINES][];
    private int piece;

    /** @param window lines unanswered, at least {@value #PIECE_LINES} */
    LineLoad(Vertx vertx, int port, int window) {
        super(vertx, port);
        this.window = window;
        for (int i = 0; i < pieces.length; i++) {
            StringBuilder lines = new StringBuilder();
            for (int line = 0; line < PIECE_LINES; line++) {
                lines.append(message(i * PIECE_LINES + line)).append('\n');
            }
            pieces[i] =
                    (Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Override
    Connection connection(NetSocket socket) {
        socket.write(Buffer.buffer(BEGIN));
        return new Lines(socket);
    }

    private final class Lines implements Connection {
        private final NetSocket socket;
        /** When each piece that is unanswered was written, the oldest first. */
        private final ArrayDeque<Long> writtenNanos = new ArrayDeque<>();

        private int inFlight;
        private byte before;
        private int ofError;
        private int ofPiece;

        Lines(NetSocket socket) {
            this.socket = socket;
            socket.drainHandler(room -> fill());
        }

        @Override
        public void fill() {
            long now = System.nanoTime();
            while (isSending() && inFlight + PIECE_LINES <= window && !socket.writeQueueFull()) {
                inFlight += PIECE_LINES;
                writtenNanos.add(now);
                socket.write(Buffer.buffer(pieces[piece]));
                piece = piece + 1 == pieces.length ? 0 : piece + 1;
            }
        }

        /** Lines end without a carriage return, what HTTP puts around them ends with one. */
        @Override
        public void received(Buffer data) {
            int lines = 0;
            int errors = 0;
            for (byte each : data.getBytes()) {
                if (each == '\n' && before != '\r') {
                    lines++;
                }
                ofError = each == ERROR[ofError] ? ofError + 1 : each == ERROR[0] ? 1 : 0;
                if (ofError == ERROR.length) {
                    errors++;
                    ofError = 0;
                }
                before = each;
            }
            inFlight -= lines;
            answered(lines, errors);
            for (ofPiece += lines; ofPiece >= PIECE_LINES; ofPiece -= PIECE_LINES) {
                took(writtenNanos.remove());
            }
            fill();
        }

        @Override
        public boolean isQuiet() {
            return inFlight == 0;
        }
    }
}
