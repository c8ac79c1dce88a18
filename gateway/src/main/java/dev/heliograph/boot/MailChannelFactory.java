package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.Key;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.email.MailAddress;
import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.email.MailOptions;
import dev.heliograph.channel.email.MailOptions.Login;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.channel.email.MailOptions.Sender;
import dev.heliograph.content.PageLink;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels of kind {@code email}: a relay that takes mail; what each key means is said at {@link MailOptions}.
 *
 * @param authority PEM file with who signs the relay's certificate, null for the platform's authorities
 */
record MailChannelFactory(
        String host,
        int port,
        Security security,
        @Nullable String authority,
        @Nullable Login login,
        Sender sender,
        int concurrency,
        int connectMillis,
        int answerMillis,
        long recipientMillis)
        implements ChannelFactory {
    private static final Key<String> HOST = Key.text("host", 1, 253).required("smtp.example.com");
    private static final Key<Security> SECURITY =
            Key.oneOf("security", Security.class).orElse(Security.STARTTLS);
    private static final Key<String> AUTHORITY = Key.text("authority", 1, 4_096).described("the path of a PEM file");
    private static final Key<String> USER = Key.text("user", 1, 256);
    private static final Key<String> PASSWORD =
            Key.text("password", 1, 1_024).orElse("").asSecret();
    private static final Key<String> FROM = Key.of(
                    "from", "a mail address such as news@example.com", text -> MailAddress.isOne(text) ? text : null)
            .required("news@example.com");
    private static final Key<String> NAME = Key.text("fromName", 0, 128).orElse("");
    private static final Key<String> SUBJECT = Key.text("subject", 1, 255).orElse("New message");
    private static final Key<String> UNSUBSCRIBE = Key.of(
                    "unsubscribe",
                    "a URL that begins with https://, in which {message} stands for the message's id",
                    MailChannelFactory::unsubscribe)
            .orElse("");
    private static final Key<Integer> CONCURRENCY =
            Key.integer("concurrency", 1, 1_000).orElse(MailOptions.CONCURRENCY);
    private static final Key<Integer> CONNECT =
            Key.integer("connectMillis", 1, 600_000).orElse(MailOptions.CONNECT_MILLIS);
    private static final Key<Integer> ANSWER =
            Key.integer("answerMillis", 1, 600_000).orElse(MailOptions.ANSWER_MILLIS);
    private static final Key<Long> GAP = Key.duration("recipientGap", Duration.ZERO, Duration.ofHours(1))
            .orElse((long) MailOptions.RECIPIENT_MILLIS);

    static ChannelFactory read(Section section) {
        Security security = section.get(SECURITY);
        String user = section.find(USER);
        String password = section.get(PASSWORD);
        return new MailChannelFactory(
                section.get(HOST),
                section.get(Key.integer("port", 1, 65_535).orElse(port(security))),
                security,
                section.find(AUTHORITY),
                user == null ? null : new Login(user, password),
                new Sender(section.get(FROM), section.get(NAME), section.get(SUBJECT), section.get(UNSUBSCRIBE)),
                section.get(CONCURRENCY),
                section.get(CONNECT),
                section.get(ANSWER),
                section.get(GAP));
    }

    private static int port(Security security) {
        return switch (security) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        };
    }

    private static @Nullable String unsubscribe(String text) {
        URI uri = URI.create(text.replace("{message}", "0"));
        return "https".equals(uri.getScheme()) && uri.getHost() != null && text.matches("[!-~]{1,500}") ? text : null;
    }

    MailChannelFactory withPort(int newPort) {
        return new MailChannelFactory(
                host,
                newPort,
                security,
                authority,
                login,
                sender,
                concurrency,
                connectMillis,
                answerMillis,
                recipientMillis);
    }

    @Override
    public Rate rate() {
        return Rate.parse(MailChannel.RATE);
    }

    @Override
    public Capability capability() {
        return MailChannel.CAPABILITY;
    }

    /** The same mail twice is worse than a mail of which nobody can say whether it left. */
    @Override
    public OnUnknown onUnknown() {
        return OnUnknown.HOLD;
    }

    @Override
    public Channel create(String id, Vertx vertx, LongSupplier wallMillis, @Nullable PageLink pages) {
        MailOptions options = new MailOptions(
                id,
                host,
                port,
                security,
                authority == null ? null : new PemTrustOptions().addCertPath(authority),
                login,
                sender,
                concurrency,
                connectMillis,
                answerMillis,
                recipientMillis);
        return new MailChannel(options, vertx, System::nanoTime, wallMillis);
    }
}
