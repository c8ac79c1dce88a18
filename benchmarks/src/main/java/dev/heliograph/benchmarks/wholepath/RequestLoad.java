package dev.heliograph.benchmarks.wholepath;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message a request, with so many requests of a connection unanswered. */
final class RequestLoad extends LoopClients {
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String ACCEPTED = "202";
    private static final String BAD_REQUEST = "4";
    private static final String TOO_MANY = "429";

    private final int pipelined;
    private final byte[][] requests = new byte[RECIPIENTS][];
    private int recipient;

    RequestLoad(Vertx vertx, int port, int pipelined) {
        super(vertx, port);
        this.pipelined = pipelined;
        for (int i = 0; i < RECIPIENTS; i++) {
            String body = message(i);
            requests[i] = (head("application/json") + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Override
    Connection connection(NetSocket socket) {
        return new Requests(socket);
    }

    private final class Requests implements Connection {
        private final NetSocket socket;
        /** When what is unanswered was written, the oldest at {@code first}. */
        private final long[] writtenNanos = new long[pipelined];

        private int first;
        private int inFlight;
        private byte[] rest = new byte[0];

        Requests(NetSocket socket) {
            this.socket = socket;
        }

        @Override
        public void fill() {
            if (!isSending() || inFlight == pipelined) {
                return;
            }
            Buffer out = Buffer.buffer();
            long now = System.nanoTime();
            while (inFlight < pipelined) {
                writtenNanos[(first + inFlight++) % pipelined] = now;
                out.appendBytes(requests[recipient]);
                recipient = recipient + 1 == RECIPIENTS ? 0 : recipient + 1;
            }
            socket.write(out);
        }

        @Override
        public void received(Buffer data) {
            byte[] bytes = data.getBytes();
            if (rest.length > 0) {
                byte[] whole = Arrays.copyOf(rest, rest.length + bytes.length);
                System.arraycopy(bytes, 0, whole, rest.length, bytes.length);
                bytes = whole;
            }
            int at = 0;
            for (int end = endOf(bytes, at); end > 0; end = endOf(bytes, at)) {
                answered(bytes, at);
                at = end;
            }
            rest = Arrays.copyOfRange(bytes, at, bytes.length);
            fill();
        }

        private void answered(byte[] bytes, int at) {
            String status = new String(bytes, at + STATUS_AT, ACCEPTED.length(), StandardCharsets.US_ASCII);
            if (status.startsWith(BAD_REQUEST) && !status.equals(TOO_MANY)) {
                fail("a request was answered with " + status);
            }
            took(writtenNanos[first]);
            first = (first + 1) % pipelined;
            inFlight--;
            RequestLoad.this.answered(1, status.equals(ACCEPTED) ? 0 : 1);
        }

        @Override
        public boolean isQuiet() {
            return inFlight == 0;
        }
    }

    /** @return where the answer that begins at {@code at} ends, or 0 when it is not whole */
    private static int endOf(byte[] bytes, int at) {
        int body = indexOf(bytes, at, HEAD_END);
        if (body < 0) {
            return 0;
        }
        int digit = indexOf(bytes, at, LENGTH) + LENGTH.length;
        int length = 0;
        for (; bytes[digit] >= '0' && bytes[digit] <= '9'; digit++) {
            length = 10 * length + bytes[digit] - '0';
        }
        int end = body + HEAD_END.length + length;
        return end <= bytes.length ? end : 0;
    }

    private static int indexOf(byte[] bytes, int from, byte[] what) {
        for (int i = from; i <= bytes.length - what.length; i++) {
            int same = 0;
            while (same < what.length && bytes[i + same] == what[same]) {
                same++;
            }
            if (same == what.length) {
                return i;
            }
        }
        return -1;
    }
}
