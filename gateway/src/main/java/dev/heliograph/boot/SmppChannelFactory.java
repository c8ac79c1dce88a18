package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.Key;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.Channel;
import io.vertx.core.Vertx;

/** Channels of kind {@code smpp}: an account at a message centre. */
record SmppChannelFactory(
        String host, int port, String systemId, String password, String bind, int sessions, int window)
        implements ChannelFactory {
    private static final Key<String> HOST = Key.text("host", 1, 253).required("smsc.example.net");
    private static final Key<Integer> PORT = Key.integer("port", 1, 65_535).orElse(2775);
    private static final Key<String> SYSTEM_ID = Key.text("systemId", 1, 15).required("gateway");
    private static final Key<String> PASSWORD =
            Key.text("password", 0, 8).required("").asSecret();

    private static final Key<String> BIND = Key.text("bind", 1, 20).orElse("transceiver");
    private static final Key<Integer> SESSIONS = Key.integer("sessions", 1, 100).orElse(1);
    private static final Key<Integer> WINDOW = Key.integer("window", 1, 10_000).orElse(100);

    static ChannelFactory read(Section section) {
        return new SmppChannelFactory(
                section.get(HOST),
                section.get(PORT),
                section.get(SYSTEM_ID),
                section.get(PASSWORD),
                section.get(BIND),
                section.get(SESSIONS),
                section.get(WINDOW));
    }

    @Override
    public Channel create(String id, Vertx vertx) {
        throw new Refusal(ExitCode.FAILURE, "channels of kind smpp are not built yet");
    }
}
