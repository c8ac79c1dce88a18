package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.simulator.mail.StandInRelay;
import dev.heliograph.simulator.web.AppleStandIn;
import dev.heliograph.simulator.web.CmVoiceStandIn;
import dev.heliograph.simulator.web.LineStandIn;
import dev.heliograph.simulator.web.MaapStandIn;
import dev.heliograph.simulator.web.PageStandIn;
import dev.heliograph.simulator.web.RbmStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.StandInProviders;
import dev.heliograph.simulator.web.Taken;
import dev.heliograph.simulator.web.TelegramStandIn;
import dev.heliograph.simulator.web.TwilioVoiceStandIn;
import dev.heliograph.simulator.web.ViberBotStandIn;
import dev.heliograph.simulator.web.ViberBusinessStandIn;
import dev.heliograph.simulator.web.WeChatStandIn;
import dev.heliograph.simulator.web.WhatsAppStandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.List;

/** The stand-ins for providers with HTTP APIs, one row each, as a program runs them: on an event loop of their own. */
final class ProviderStandIns {
    /** Long enough to be watched. */
    private static final long RECEIPT_MILLIS = 400;

    private final Vertx vertx;
    private final StandInProviders providers;
    private final StandInRelay relay;

    private ProviderStandIns(Vertx vertx, StandInProviders providers, StandInRelay relay) {
        this.vertx = vertx;
        this.providers = providers;
        this.relay = relay;
    }

    static List<StandInProvider> rows() {
        Clock clock = Clock.systemUTC();
        return List.of(
                new AppleStandIn(clock),
                new CmVoiceStandIn(),
                PageStandIn.instagram(clock),
                new LineStandIn(clock),
                PageStandIn.messenger(clock),
                new MaapStandIn("plus-message", clock),
                new MaapStandIn("rcs-maap", clock),
                new RbmStandIn(clock),
                new TelegramStandIn(clock),
                new TwilioVoiceStandIn(),
                new ViberBotStandIn(clock),
                new ViberBusinessStandIn(clock),
                new WeChatStandIn(clock),
                new WhatsAppStandIn(clock));
    }

    /** @param port 0 for any free one */
    static ProviderStandIns start(String host, int port) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1));
        StandInProviders providers = new StandInProviders(vertx, host, port, rows(), RECEIPT_MILLIS, System::nanoTime);
        // Mail is no HTTP, so its stand-in has a port of its own, the next.
        StandInRelay relay = new StandInRelay(vertx, host, port == 0 ? 0 : port + 1, null);
        try {
            Waiting.on(providers.listen());
            Waiting.on(relay.listen());
        } catch (Refusal e) {
            vertx.close();
            throw Doors.portRefusal("stand-in providers'", host, port, e);
        }
        providers.connect("email", (id, from, text, forged) -> answer(relay, id, from, text, forged));
        return new ProviderStandIns(vertx, providers, relay);
    }

    /** Nobody writes mail to the gateway of themselves: they answer the last that they were sent. */
    private static Future<Integer> answer(StandInRelay relay, String id, String from, String text, boolean forged) {
        return relay.answers(id, from, text, forged)
                .map(reply -> reply.matches("\\d{3}\\b.*") ? Integer.parseInt(reply.substring(0, 3)) : 0)
                .otherwise(0);
    }

    int port() {
        return providers.port();
    }

    /** @return the same configuration, its channels leading to these stand-ins */
    Configuration reached(Configuration configuration) {
        return configuration.withChannels(
                configuration.channels().stream().map(this::reached).toList());
    }

    private ChannelSection reached(ChannelSection channel) {
        if (channel.provider() instanceof WebChannelFactory web) {
            return channel.withProvider(web.withBaseUrl(providers.url(web.kind().name())));
        }
        return channel.provider() instanceof MailChannelFactory mail
                ? channel.withProvider(mail.withPort(relay.port()))
                : channel;
    }

    /** @return what one of them took lately */
    Future<List<Taken>> taken(String kind) {
        return providers.taken(kind);
    }

    /** @return the stand-in for a mail relay */
    StandInRelay relay() {
        return relay;
    }

    /**
     * @param gatewayUrl what {@code /hooks/{channel}} is below
     * @param mailPort of the gateway's door for mail, 0 for none
     */
    void callBack(String gatewayUrl, int mailPort) {
        providers.callBack(gatewayUrl);
        if (mailPort > 0) {
            relay.sendBack("127.0.0.1", mailPort, RECEIPT_MILLIS);
        }
    }

    void close() throws InterruptedException {
        Waiting.on(providers.close());
        Waiting.on(relay.close());
        Waiting.on(vertx.close());
    }
}
