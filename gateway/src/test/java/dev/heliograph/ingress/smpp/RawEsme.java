package dev.heliograph.ingress.smpp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An ESME that writes octets: for what no library sends. */
final class RawEsme implements AutoCloseable {
    static final int BIND_TRANSMITTER = 0x02;
    static final int BIND_TRANSCEIVER = 0x09;
    static final int SUBMIT_SM = 0x04;
    static final int DELIVER_SM = 0x05;
    static final int ENQUIRE_LINK = 0x15;

    private final Socket socket;
    private final DataInputStream in;

    /** One PDU that came. */
    record Frame(int commandId, int status, int sequenceNumber, byte[] body) {
        /** @return the C-octet string that the body begins with */
        String string() {
            int end = 0;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, 0, end, StandardCharsets.ISO_8859_1);
        }
    }

    RawEsme(int port) throws IOException {
        this(port, DoorFixture.HOST);
    }

    /** @param from loopback address to come from */
    RawEsme(int port, String from) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(DoorFixture.HOST, port));
        in = new DataInputStream(socket.getInputStream());
    }

    Frame bind(int command, String systemId, String password, int version) throws IOException {
        sendBind(command, systemId, password, version);
        return read();
    }

    void sendBind(int command, String systemId, String password, int version) throws IOException {
        send(command, 1, join(cString(systemId), cString(password), new byte[] {0, (byte) version, 0, 0, 0}));
    }

    void send(int command, int sequenceNumber, byte[] body) throws IOException {
        socket.getOutputStream().write(frame(command, 0, sequenceNumber, body));
    }

    void respond(int command, int status, int sequenceNumber, byte[] body) throws IOException {
        socket.getOutputStream().write(frame(command | 0x80000000, status, sequenceNumber, body));
    }

    Frame read() throws IOException {
        int length = in.readInt();
        int commandId = in.readInt();
        int status = in.readInt();
        int sequenceNumber = in.readInt();
        return new Frame(commandId, status, sequenceNumber, in.readNBytes(length - 16));
    }

    /** @return whether the peer has closed, with nothing left to read */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException e) {
            return true;
        }
    }

    /** Half-closes: no more is coming from here. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] frame(int command, int status, int sequenceNumber, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(sequenceNumber)
                .put(body)
                .array();
    }

    /** A submit_sm body from "Demo" to an international number. */
    static byte[] submit(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return join(
                new byte[] {0, 5, 0},
                cString("Demo"),
                new byte[] {1, 1},
                cString("393331234567"),
                new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, (byte) octets.length},
                octets);
    }

    static byte[] cString(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
