package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 client that does only what it is told, so that a test can do what no client library would. Blocks; reads time out. */
final class RawClient implements AutoCloseable {
    static final String KEY = "Authorization: Bearer demo-key\r\n";
    static final ObjectMapper JACKSON = new ObjectMapper();
    private static final int READ_MILLIS = 20_000;

    final Socket socket;
    private final InputStream in;

    RawClient(int port) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(READ_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Answer(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return JACKSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String problem() {
            assertThat(headers.get("content-type")).as(body).isEqualTo("application/problem+json");
            assertThat(json().get("status").intValue()).isEqualTo(status);
            assertThat(json().get("title").textValue()).isNotBlank();
            return json().get("type").textValue().replace(Problem.TYPES, "");
        }
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request with the demo key and reads its answer. */
    Answer get(String path) {
        write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + KEY + "\r\n");
        return checked("GET", path, answer(false));
    }

    Answer request(String method, String path, String headers) {
        write(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        return checked(method, path, answer(method.equals("HEAD")));
    }

    Answer post(String body) {
        return post("/v1/messages", "", body);
    }

    Answer post(String path, String headers, String body) {
        write(postRequest(path, KEY + "Content-Type: application/json\r\n" + headers, body));
        return checked("POST", path, answer(false));
    }

    Answer put(String path, String body) {
        write(bodyRequest("PUT", path, KEY + "Content-Type: application/json\r\n", body));
        return checked("PUT", path, answer(false));
    }

    static byte[] postRequest(String path, String headers, String body) {
        return bodyRequest("POST", path, headers, body);
    }

    private static byte[] bodyRequest(String method, String path, String headers, String body) {
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + utf8.length + "\r\n"
                        + headers + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + utf8.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(utf8, 0, all, head.length, utf8.length);
        return all;
    }

    /** Everything that a route ever answers in a test has to be in the document. */
    private static Answer checked(String method, String path, Answer answer) {
        Route route = Route.of(path.replaceAll("\\?.*", ""));
        boolean described = route == null
                || method.equals("OPTIONS")
                || answer.status == 405
                || OpenApiTest.describes(route.template(), method.equals("HEAD") ? "GET" : method, answer.status);
        assertThat(described)
                .as("%s %s answers %d, which is described", method, path, answer.status)
                .isTrue();
        assertThat(answer.headers).as("%s %s", method, path).containsEntry("x-content-type-options", "nosniff");
        assertThat(answer.headers).doesNotContainKey("server");
        return answer;
    }

    Answer answer() {
        return answer(false);
    }

    Answer answer(boolean head) {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        if (head || code == 204 || code < 200) {
            return new Answer(code, headers, "");
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            StringBuilder body = new StringBuilder();
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
            return new Answer(code, headers, body.toString());
        }
        return new Answer(code, headers, read(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
    }

    /** @return status and headers of an answer whose body is read by {@link #chunk} */
    int head() {
        int code = Integer.parseInt(line().split(" ")[1]);
        String line = line();
        while (!line.isEmpty()) {
            line = line();
        }
        return code;
    }

    /** @return the next chunk of a chunked body, empty at its end */
    String chunk() {
        String chunk = read(Integer.parseInt(line(), 16));
        line();
        return chunk;
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = next(); c != '\n'; c = next()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private String read(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) next();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int next() {
        try {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("closed by the other side");
            }
            return c;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether the other side ends the connection, by closing or resetting it */
    boolean isClosedByPeer() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
