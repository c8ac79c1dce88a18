package dev.heliograph.throttle;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;

/** A real Redis server on a free port, that can be killed and started again. */
public final class TestRedis implements AutoCloseable {
    private final int port = freePort();
    private RedisServer server;
    private String pid = "";

    static TestRedis notStarted() {
        return new TestRedis();
    }

    public static TestRedis started() throws IOException {
        var redis = new TestRedis();
        redis.start();
        return redis;
    }

    public void start() throws IOException {
        server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    public void kill() throws IOException {
        server.stop();
    }

    /** The process keeps its connections and says nothing, as SIGSTOP leaves it. */
    void hang(Vertx vertx) throws Exception {
        String about = send(vertx, Command.INFO, "server").toString();
        pid = about.lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        int status = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status);
        }
    }

    int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public Response send(Vertx vertx, Command command, String... args) throws Exception {
        return ask(vertx, port, command, args);
    }

    static Response ask(Vertx vertx, int port, Command command, String... args) throws Exception {
        Redis client = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
        try {
            Request request = Request.cmd(command);
            for (String arg : args) {
                request.arg(arg);
            }
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } finally {
            client.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null && server.isActive()) {
            server.stop();
        }
    }
}
