package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.Key;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.email.DkimKey;
import dev.heliograph.channel.email.MailAddress;
import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.email.MailInbound;
import dev.heliograph.channel.email.MailOptions;
import dev.heliograph.channel.email.MailOptions.Login;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.channel.email.MailOptions.Sender;
import dev.heliograph.content.PageLink;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels of kind {@code email}: a relay that takes mail; what each key means is said at {@link MailOptions}.
 *
 * @param authority PEM file with who signs the relay's certificate, null for the platform's authorities
 * @param inbound how mail comes back; null when it goes to the sender's own mailbox
 * @param dkim what mails are signed with; null when the relay signs them
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
        long recipientMillis,
        @Nullable MailInbound inbound,
        @Nullable DkimKey dkim)
        implements ChannelFactory {
    /** An address in it has 35 characters before the @, and 254 in all. */
    private static final int DOMAIN_CHARS_MAX = 200;

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

    private static final Key<String> ADDRESS = Key.text("address", 1, 64)
            .described("what accounts.*.numbers call this channel")
            .orElse("");
    private static final Key<String> DOMAIN = Key.of(
                    "domain",
                    "a domain such as in.example.com",
                    text -> MailAddress.isOne("a@" + text) && text.length() <= DOMAIN_CHARS_MAX ? text : null)
            .required("in.example.com");
    private static final Key<String> SECRET = Key.text("secret", MailInbound.SECRET_CHARS_MIN, 256)
            .required("0".repeat(MailInbound.SECRET_CHARS_MIN))
            .asSecret();
    private static final Key<Boolean> REPORTS = Key.bool("reports").orElse(false);
    private static final Key<Boolean> ASK_READ = Key.bool("askRead").orElse(false);
    private static final Key<String> SELECTOR = Key.of(
                    "selector",
                    "letters, digits, hyphens and dots, at most 63",
                    text -> text.matches("[A-Za-z0-9.-]{1,63}") ? text : null)
            .required("heliograph");
    private static final String DKIM_KEY =
            "the path of a PEM file with an RSA key of 1024 bits or more in PKCS #8 (openssl genpkey -algorithm rsa)";
    private static final Path KEY_SAMPLE = Path.of("dkim.pem");
    private static final Key<Path> KEY = Key.of(
                    "key", DKIM_KEY, text -> Files.isReadable(Path.of(text)) ? Path.of(text) : null)
            .required(KEY_SAMPLE);

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
                section.get(GAP),
                section.has("inbound") ? section.child("inbound").build(keys -> inbound(keys, section)) : null,
                section.has("dkim") ? section.child("dkim").build(MailChannelFactory::dkim) : null);
    }

    private static MailInbound inbound(Section keys, Section channel) {
        return new MailInbound(
                keys.get(DOMAIN), keys.get(SECRET), keys.get(REPORTS), keys.get(ASK_READ), channel.get(ADDRESS));
    }

    private static @Nullable DkimKey dkim(Section keys) {
        String domain = keys.get(DOMAIN);
        String selector = keys.get(SELECTOR);
        Path file = keys.get(KEY);
        if (!Files.isReadable(file)) {
            return null;
        }
        try {
            return DkimKey.ofPem(domain, selector, Files.readString(file));
        } catch (IOException e) {
            keys.fault("key", "a file that cannot be read", DKIM_KEY);
        } catch (IllegalArgumentException e) {
            keys.fault("key", String.valueOf(e.getMessage()), DKIM_KEY);
        }
        return null;
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
                recipientMillis,
                inbound,
                dkim);
    }

    @Override
    public Rate rate() {
        return Rate.parse(MailChannel.RATE);
    }

    @Override
    public Capability capability() {
        return MailChannel.capability(inbound);
    }

    /** The same mail twice is worse than a mail of which nobody can say whether it left. */
    @Override
    public OnUnknown onUnknown() {
        return OnUnknown.HOLD;
    }

    @Override
    public Channel create(String id, Vertx vertx, LongSupplier wallMillis, @Nullable PageLink pages, Store store) {
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
                recipientMillis,
                inbound,
                dkim);
        return new MailChannel(options, vertx, System::nanoTime, wallMillis);
    }
}
