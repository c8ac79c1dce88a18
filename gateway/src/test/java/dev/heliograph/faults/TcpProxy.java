package dev.heliograph.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The network between the gateway and a provider. What it does wrong may be changed at any time. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Octets vanish and nobody is told: a half-open connection. */
    volatile boolean swallows;

    /** Every octet goes by itself. */
    volatile boolean slices;

    /** Each piece takes so much longer. */
    volatile int delayMillis;

    private TcpProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static TcpProxy to(int target) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        start(proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection with a reset. */
    void reset() {
        for (Socket socket : sockets) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed already
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                sockets.add(near);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                start(() -> pump(near, far));
                start(() -> pump(far, near));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] octets = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count; (count = in.read(octets)) >= 0; ) {
                if (swallows) {
                    continue;
                }
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                for (int i = 0; slices && i < count; i++) {
                    out.write(octets, i, 1);
                }
                if (!slices) {
                    out.write(octets, 0, count);
                }
            }
        } catch (IOException | InterruptedException e) {
            // broken, by either side or by us
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        reset();
    }
}
