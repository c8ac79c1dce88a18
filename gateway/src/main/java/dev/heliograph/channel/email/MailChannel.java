package dev.heliograph.channel.email;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Credit;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.RecipientPace;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.content.Downgrade;
import dev.heliograph.message.Element;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail through one relay. A message is one mail, whatever it shows. The relay's reply is no proof that a mailbox has it: what becomes of it comes back by mail, to the
 * gateway's mail door where there is one ({@link MailInbound}), else to the sender's own mailbox.
 */
public final class MailChannel implements Channel {
    public static final String KIND = "email";
    public static final String TITLE = "E-mail (SMTP)";
    public static final String RATE = "10/s";

    private static final int TEXT_CHARS_MAX = 100_000;
    private static final int WORDS_MAX = 4_096;
    private static final long LINKED_BYTES_MAX = 1L << 40;
    private static final int IDLE_SECONDS = 60;

    /** Nothing but a template is beyond a mail: what it cannot embed it links. */
    public static final Capability CAPABILITY =
            new Capability(false, false, false, false, content()).reaching(Audience.IDENTITIES);

    /** What the client says when it ends a conversation by itself. */
    private static final Map<String, Failure> OWN_REFUSALS = Map.of(
            "message exceeds allowed size limit", Failure.CONTENT_INVALID,
            "STARTTLS required but not supported by server", Failure.AUTH,
            "login is required, but no allowed AUTH methods available. You may need to do STARTTLS", Failure.AUTH);

    private static final Logger log = LoggerFactory.getLogger(MailChannel.class);

    private final MailOptions options;
    private final Vertx vertx;
    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private final MailClient client;
    private final MailComposer composer;
    private final RecipientPace pace;
    private final Credit credit;
    private final @Nullable MailReturns returns;
    private final MailBack.Counts counts = new MailBack.Counts();
    private @Nullable MailBack back;
    private boolean reachable = true;
    private @Nullable String lastError;

    /**
     * @param nanos monotonic
     * @param wallMillis milliseconds since 1970
     */
    public MailChannel(MailOptions options, Vertx vertx, LongSupplier nanos, LongSupplier wallMillis) {
        this.options = options;
        this.vertx = vertx;
        this.nanos = nanos;
        this.wallMillis = wallMillis;
        this.client = MailClient.create(vertx, config(options));
        this.returns = returns(options);
        this.composer = new MailComposer(
                options.sender(),
                returns,
                options.inbound() != null && options.inbound().askRead());
        this.pace = new RecipientPace(options.recipientMillis());
        this.credit = new Credit(options.concurrency());
    }

    private static @Nullable MailReturns returns(MailOptions options) {
        MailInbound inbound = options.inbound();
        return inbound == null
                ? null
                : new MailReturns(
                        options.id(), inbound.domain(), inbound.secret().getBytes(StandardCharsets.UTF_8));
    }

    /** @return what a channel can do that mail comes back to in this way */
    public static Capability capability(@Nullable MailInbound inbound) {
        boolean reports = inbound != null && inbound.reports();
        boolean reads = inbound != null && inbound.reports() && inbound.askRead();
        Capability can = new Capability(reports, reads, false, false, CAPABILITY.content());
        return (inbound == null || reports ? can : can.bouncing()).reaching(Audience.IDENTITIES);
    }

    private static ContentProfile content() {
        ContentProfile.Builder content = ContentProfile.builder(TEXT_CHARS_MAX, Unit.CHARACTERS)
                .captionMax(WORDS_MAX)
                .location()
                .choices(new Buttons(13, WORDS_MAX, WORDS_MAX, EnumSet.allOf(Option.Kind.class), true, 13))
                .list(new Rows(200, 10, WORDS_MAX, WORDS_MAX, WORDS_MAX, WORDS_MAX))
                .card(new Cards(WORDS_MAX, WORDS_MAX, EnumSet.allOf(Media.Kind.class), false, 13))
                .carousel(10)
                .contact();
        for (Media.Kind kind : Media.Kind.values()) {
            content.media(kind, LINKED_BYTES_MAX);
        }
        return content.build();
    }

    private static MailConfig config(MailOptions options) {
        MailConfig config = new MailConfig(
                options.host(),
                options.port(),
                options.security() == MailOptions.Security.STARTTLS
                        ? StartTLSOptions.REQUIRED
                        : StartTLSOptions.DISABLED,
                options.login() == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
        config.setSsl(options.security() == MailOptions.Security.TLS)
                .setAuthMethods("PLAIN LOGIN")
                .setOwnHostname(options.sender().domain())
                .setMaxPoolSize(options.concurrency())
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setUserAgent("Heliograph")
                // One command at a time: of a relay that refuses the first of several and hangs up, the client would
                // not know what it said.
                .setPipelining(false)
                .setConnectTimeout(options.connectMillis());
        // A connection on which nothing moves any more is not left to hold a mail for ever.
        config.setIdleTimeout(options.answerMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (options.trust() != null) {
            config.setTrustOptions(options.trust());
        }
        if (options.dkim() != null) {
            config.setEnableDKIM(true).addDKIMSignOption(options.dkim().options());
        }
        MailOptions.Login login = options.login();
        return login == null ? config : config.setUsername(login.user()).setPassword(login.password());
    }

    @Override
    public String id() {
        return options.id();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Capability capability() {
        return capability(options.inbound());
    }

    @Override
    public Future<Void> start(ChannelEvents events) {
        credit.tell(events);
        MailInbound inbound = options.inbound();
        if (inbound != null && returns != null) {
            back = new MailBack(options, inbound, returns, events, counts, wallMillis);
        }
        return Future.succeededFuture();
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(KIND);
    }

    @Override
    public int cost(Message message) {
        return 1;
    }

    @Override
    public int credit() {
        return credit.free();
    }

    @Override
    public int creditMax() {
        return credit.max();
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        Message message = submission.message();
        String address = message.identities().getOrDefault(KIND, "");
        List<Element> elements = Downgrade.of(message.content(), KIND, CAPABILITY.content(), null);
        Outcome.Failed refusal = refusal(address, elements);
        if (refusal != null) {
            answer.onOutcome(submission, refusal);
            return;
        }
        Part part = new Part(options.id(), submission, address, elements.get(0), 0, wallMillis.getAsLong());
        MailComposer.HandedMail mail;
        try {
            mail = composer.compose(part, elements);
        } catch (RuntimeException e) {
            // A sender's own JSON may be of any shape.
            log.debug("{}: not composed: {}", options.id(), e.getClass().getSimpleName());
            answer.onOutcome(
                    submission, Outcome.Failed.of(Failure.CONTENT_INVALID, 0, "no mail can be made of this content"));
            return;
        }
        credit.take(1);
        client.sendMail(mail)
                .timeout(options.answerMillis(), TimeUnit.MILLISECONDS)
                .onComplete(sent -> {
                    Outcome outcome = sent.succeeded()
                            ? new Outcome.Sent(List.of(composer.idOf(part)))
                            : failed(sent.cause(), mail.wasHanded());
                    reachable |= sent.succeeded();
                    credit.give(1, () -> answer.onOutcome(submission, outcome));
                });
    }

    private Outcome.@Nullable Failed refusal(String address, List<Element> elements) {
        if (credit.isClosing()) {
            return Outcome.Failed.of(Failure.TRANSIENT, 0, "the channel is closing");
        }
        if (!MailAddress.isOne(address)) {
            return Outcome.Failed.of(Failure.NOT_REACHABLE, 0, "the recipient has no address of this kind");
        }
        if (elements.isEmpty()) {
            return Outcome.Failed.of(
                    Failure.TEMPLATE_INVALID, 0, "a mail cannot show a template, and there is no fallback text");
        }
        return pace.refusal(address, nanos.getAsLong());
    }

    private Outcome.Failed failed(Throwable cause, boolean handed) {
        if (cause instanceof SMTPException said) {
            reachable = true;
            Outcome.Failed failed =
                    SmtpReply.of(said.getReplyCode(), said.getReplyMessage()).outcome();
            if (failed.failure() == Failure.AUTH) {
                lastError = failed.detail();
            }
            return failed;
        }
        String reason = cause.getMessage() == null ? "" : cause.getMessage();
        Failure own = OWN_REFUSALS.get(reason);
        if (own != null) {
            lastError = reason;
            return Outcome.Failed.of(own, 0, reason);
        }
        if (!handed) {
            reachable = false;
            lastError = "no connection to the relay: " + cause.getClass().getSimpleName();
            return Outcome.Failed.of(Failure.TRANSIENT, 0, "no connection to the relay");
        }
        lastError = "a mail was not answered";
        log.debug("{}: no answer: {}", options.id(), cause.getClass().getSimpleName());
        return Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "the relay did not answer");
    }

    /** @return the addresses that its mail comes back to; null when none comes */
    public @Nullable MailReturns returns() {
        return returns;
    }

    /**
     * Takes what came to one of {@link #returns}; on the channel's event loop.
     *
     * @param stored called once, on the same loop, when what follows from it is stored; not called unless it is taken
     */
    public MailTaking onMail(MailReturns.Returned to, ReadMail mail, Runnable stored) {
        MailBack taking = back;
        if (taking == null || credit.isClosing()) {
            return MailTaking.LATER;
        }
        return taking.take(to, mail, stored);
    }

    @Override
    public Map<String, LongAdder> counters() {
        return options.inbound() == null ? Map.of() : counts.byName();
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(reachable && !credit.isClosing() ? 1 : 0, 1, credit.underWay(), lastError);
    }

    @Override
    public Future<Void> close(long drainMillis) {
        // That a connection was gone before it could be closed is as good.
        return credit.drain(vertx, drainMillis).compose(done -> client.close().otherwiseEmpty());
    }
}
