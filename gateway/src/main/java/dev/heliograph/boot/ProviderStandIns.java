package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.simulator.web.CmVoiceStandIn;
import dev.heliograph.simulator.web.LineStandIn;
import dev.heliograph.simulator.web.MaapStandIn;
import dev.heliograph.simulator.web.PageStandIn;
import dev.heliograph.simulator.web.RbmStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.StandInProviders;
import dev.heliograph.simulator.web.TelegramStandIn;
import dev.heliograph.simulator.web.TwilioVoiceStandIn;
import dev.heliograph.simulator.web.ViberBotStandIn;
import dev.heliograph.simulator.web.ViberBusinessStandIn;
import dev.heliograph.simulator.web.WeChatStandIn;
import dev.heliograph.simulator.web.WhatsAppStandIn;
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

    private ProviderStandIns(Vertx vertx, StandInProviders providers) {
        this.vertx = vertx;
        this.providers = providers;
    }

    static List<StandInProvider> rows() {
        Clock clock = Clock.systemUTC();
        return List.of(
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
        try {
            Waiting.on(providers.listen());
        } catch (Refusal e) {
            vertx.close();
            throw Doors.portRefusal("stand-in providers'", host, port, e);
        }
        return new ProviderStandIns(vertx, providers);
    }

    int port() {
        return providers.port();
    }

    /** @return the same configuration, its channels leading to these stand-ins */
    Configuration reached(Configuration configuration) {
        return configuration.withChannels(configuration.channels().stream()
                .map(channel -> channel.provider() instanceof WebChannelFactory web
                        ? channel.withProvider(
                                web.withBaseUrl(providers.url(web.kind().name())))
                        : channel)
                .toList());
    }

    /** @param gatewayUrl what {@code /hooks/{channel}} is below */
    void callBack(String gatewayUrl) {
        providers.callBack(gatewayUrl);
    }

    void close() throws InterruptedException {
        Waiting.on(providers.close());
        Waiting.on(vertx.close());
    }
}
