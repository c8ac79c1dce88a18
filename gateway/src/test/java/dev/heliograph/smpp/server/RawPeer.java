package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.pdu.SmppAddress;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** A peer that writes the octets it is told to and reads frame by frame: a plain blocking socket. */
public final class RawPeer implements Closeable {
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    public RawPeer(int port) {
        this(port, 0);
    }

    /**
     * @param receiveOctets size of the receive buffer, 0 for the system's
     */
    public RawPeer(int port, int receiveOctets) {
        try {
            socket = new Socket();
            if (receiveOctets > 0) {
                socket.setReceiveBufferSize(receiveOctets);
            }
            socket.connect(new InetSocketAddress(ServerFixture.HOST, port));
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawPeer bind(BindKind kind) {
        send(new BindRequest(kind, 1, "raw", ServerFixture.PASSWORD, "", 0x34, SmppAddress.EMPTY));
        Pdu.Response response = (Pdu.Response) read();
        if (!response.ok()) {
            throw new IllegalStateException("bind refused: " + response);
        }
        return this;
    }

    public void send(Pdu... pdus) {
        for (Pdu pdu : pdus) {
            write(PduOctets.of(pdu));
        }
    }

    public void write(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes, and returns false if the other side has closed. */
    public boolean tryWrite(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Pdu read() {
        return (Pdu) PduOctets.decode(readFrame());
    }

    public byte[] readFrame() {
        try {
            int length = in.readInt();
            byte[] frame = Arrays.copyOf(new byte[0], length);
            PduOctets.putInt(frame, 0, length);
            in.readFully(frame, 4, length - 4);
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side ended the stream, in order, after nothing more. */
    public boolean readsEnd() {
        try {
            return in.read() < 0;
        } catch (EOFException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads and drops until the stream ends. */
    public long drain() {
        try {
            return in.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            return -1;
        }
    }

    public void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset instead of in order. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
