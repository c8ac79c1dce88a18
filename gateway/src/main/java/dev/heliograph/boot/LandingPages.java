package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.PagesSection;
import dev.heliograph.channel.page.PageLinks;
import dev.heliograph.channel.page.PageTokens;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.ingress.http.Mount;
import dev.heliograph.ingress.pages.HttpPageRelay;
import dev.heliograph.ingress.pages.PageCounts;
import dev.heliograph.ingress.pages.PageDesk;
import dev.heliograph.ingress.pages.PageOptions;
import dev.heliograph.ingress.pages.PageRelay;
import dev.heliograph.ingress.pages.PageSinks;
import dev.heliograph.ingress.pages.Pages;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The landing pages of the node, if it has any: what their links begin with, the secret they are made from, and who answers there. */
final class LandingPages {
    private static final int SECRET_OCTETS = 32;
    private static final int NONCE_OCTETS = 12;

    /** Stands in while a door on any free port does not know its own; most have five digits. */
    private static final int PORT_SAMPLE = 10_000;

    private final Configuration configuration;
    private final @Nullable PageLinks links;
    private final @Nullable PageDesk desk;

    private LandingPages(Configuration configuration, @Nullable PageLinks links, @Nullable PageDesk desk) {
        this.configuration = configuration;
        this.links = links;
        this.desk = desk;
    }

    /** @param loop whose the desk is */
    static Future<LandingPages> open(Configuration configuration, Core core, Vertx vertx, PumpLoop loop) {
        PagesSection section = configuration.pages();
        if (section == null) {
            return Future.succeededFuture(new LandingPages(configuration, null, null));
        }
        String own = section.secret();
        Future<byte[]> secret = own == null
                ? kept(core.store(), loop.executor())
                : Future.succeededFuture(own.getBytes(StandardCharsets.UTF_8));
        PageRelay relay =
                section.nodes().isEmpty() ? PageRelay.NONE : new HttpPageRelay(vertx, section.nodes(), loop.executor());
        return secret.map(
                octets -> new LandingPages(configuration, core, section, new PageTokens(octets), relay, loop));
    }

    private LandingPages(
            Configuration configuration,
            Core core,
            PagesSection section,
            PageTokens tokens,
            PageRelay relay,
            PumpLoop loop) {
        this.configuration = configuration;
        this.links = new PageLinks(baseUrl(configuration, configuration.http().port()), tokens);
        this.desk = new PageDesk(
                core.store(),
                tokens,
                PageOptions.of(configuration.node().number(), section.proxies()),
                new Sinks(core, loop.executor()),
                relay,
                loop.executor(),
                core.wallMillis(),
                LandingPages::nonce);
    }

    /** The secret that this node made for itself when it first needed one; it lies with what it stores. */
    private static Future<byte[]> kept(Store store, Executor owner) {
        Promise<byte[]> secret = Promise.promise();
        byte[] key = ShelfKey.of("secret").octets();
        store.shelved(
                Shelf.PAGES,
                key,
                owner,
                row -> {
                    byte[] before = row == null ? null : row.value();
                    if (before != null) {
                        secret.complete(before);
                        return;
                    }
                    byte[] made = new byte[SECRET_OCTETS];
                    new SecureRandom().nextBytes(made);
                    store.keep(List.of(new ShelfRow(Shelf.PAGES, key, made, 0)), owner, () -> secret.complete(made));
                },
                () -> secret.fail("the secret of the landing pages cannot be read"));
        return secret.future();
    }

    private static String nonce() {
        byte[] octets = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().encodeToString(octets);
    }

    /** @return a link as long as any of this node, empty where there are no pages */
    static String sample(Configuration configuration) {
        int port = configuration.http().port();
        return configuration.pages() == null
                ? ""
                : new PageLinks(
                                baseUrl(configuration, port == 0 ? PORT_SAMPLE : port),
                                new PageTokens(new byte[SECRET_OCTETS]))
                        .of(MessageId.of(configuration.node().number(), 1));
    }

    private static String baseUrl(Configuration configuration, int port) {
        PagesSection section = configuration.pages();
        String own = section == null ? null : section.baseUrl();
        if (own != null) {
            return own;
        }
        String host = configuration.http().host();
        return (configuration.http().tls() == null ? "http://" : "https://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + port;
    }

    /** The HTTP door is open on that port. */
    void listening(int port) {
        PageLinks made = links;
        if (made != null) {
            made.baseUrl(baseUrl(configuration, port));
        }
    }

    @Nullable
    PageLinks links() {
        return links;
    }

    /** @return what the desk counts; null where there are no pages */
    @Nullable
    PageCounts counts() {
        PageDesk made = desk;
        return made == null ? null : made.counts();
    }

    /** @return where pages are on the HTTP port */
    List<Mount> mounts(Vertx vertx) {
        PageDesk made = desk;
        return made == null ? List.of() : List.of(new Mount(Pages.PREFIX, new Pages(made, vertx)));
    }

    /** Reading is a receipt of the attempt that brought the link; a reply is an event of the sender's account. */
    private record Sinks(Core core, Executor loop) implements PageSinks {
        @Override
        public void onRead(Message message, MessageStatus status) {
            Attempt attempt = linked(status);
            if (attempt != null) {
                long now = core.wallMillis().getAsLong();
                attempt.parts()
                        .forEach(part -> core.dispatcher()
                                .onReceipt(
                                        attempt.channel(),
                                        new ProviderReceipt(part.providerId(), MessageState.READ, 0, now)));
            }
        }

        /** @return the latest attempt over SMS, which is what most links go by, or else over any channel */
        private @Nullable Attempt linked(MessageStatus status) {
            Attempt any = null;
            for (int i = status.attempts().size() - 1; i >= 0; i--) {
                Attempt attempt = status.attempts().get(i);
                if (!attempt.parts().isEmpty()) {
                    Lane lane = core.dispatcher().lane(attempt.channel());
                    if (lane != null && lane.channel().kind().equals("smpp")) {
                        return attempt;
                    }
                    any = any == null ? attempt : any;
                }
            }
            return any;
        }

        @Override
        public void onReply(Message message, Event.Inbound reply, Runnable stored) {
            List<ShelfRow> rows = core.people().conversations().inbound(message.account(), reply);
            core.store().append(message.account(), reply, rows, loop, stored);
        }
    }
}
