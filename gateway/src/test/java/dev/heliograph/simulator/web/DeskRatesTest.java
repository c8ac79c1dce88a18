package dev.heliograph.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates that providers publish, and what is assumed where they publish none. */
class DeskRatesTest {
    private static final JsonObject TEXT = new JsonObject();
    private static final JsonObject VIDEO =
            new JsonObject().put("message", new JsonObject().put("attachment", new JsonObject().put("type", "video")));

    private long nanos = 1_000_000_000_000L;
    private int people;

    private DeskRates rates(StandInProvider provider) {
        return new DeskRates(provider, () -> nanos);
    }

    private void passSeconds(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** @return how many of so many at once are taken, each for somebody else */
    private int taken(DeskRates rates, int messages, JsonObject body) {
        int taken = 0;
        for (int i = 0; i < messages; i++) {
            taken += rates.refusal("31600000" + ++people, body) == null ? 1 : 0;
        }
        return taken;
    }

    /** @return how many of so many at once are taken, all for one */
    private static int takenBy(DeskRates rates, String recipient, int messages) {
        int taken = 0;
        for (int i = 0; i < messages; i++) {
            Trouble refusal = rates.refusal(recipient, TEXT);
            assertThat(refusal).isIn(null, Trouble.RECIPIENT_THROTTLED);
            taken += refusal == null ? 1 : 0;
        }
        return taken;
    }

    static List<StandInProvider> withoutFigure() {
        Clock clock = Clock.systemUTC();
        return List.of(
                new AppleStandIn(clock),
                new CmVoiceStandIn(),
                new MaapStandIn("rcs-maap", clock),
                new RbmStandIn(clock),
                new ViberBotStandIn(clock),
                new ViberBusinessStandIn(clock),
                new WeChatStandIn(clock));
    }

    @ParameterizedTest
    @MethodSource("withoutFigure")
    void whereNoFigureIsPublishedOneIsAssumed(StandInProvider provider) {
        DeskRates rates = rates(provider);
        assertThat(taken(rates, 200, TEXT)).isEqualTo(StandInProvider.ASSUMED_PER_SECOND);
        passSeconds(1);
        assertThat(taken(rates, 200, TEXT)).isEqualTo(StandInProvider.ASSUMED_PER_SECOND);
    }

    @Test
    void aPairOnWhatsAppHasAMessageInSixSeconds() {
        DeskRates rates = rates(new WhatsAppStandIn(Clock.systemUTC()));
        assertThat(takenBy(rates, "31612345678", 60)).isEqualTo(45);
        passSeconds(6);
        assertThat(takenBy(rates, "31612345678", 5)).isEqualTo(1);
        passSeconds(60);
        assertThat(takenBy(rates, "31612345678", 20)).isEqualTo(10);
        passSeconds(1);
        assertThat(taken(rates, 100, TEXT)).isEqualTo(80);
    }

    @Test
    void aChatOnTelegramHasOneASecondAndAGroupTwentyAMinute() {
        DeskRates rates = rates(new TelegramStandIn(Clock.systemUTC()));
        assertThat(takenBy(rates, "123456", 25)).isEqualTo(20);
        passSeconds(2);
        assertThat(takenBy(rates, "123456", 25)).isEqualTo(2);
        passSeconds(1);
        assertThat(takenBy(rates, "-100123", 25)).isEqualTo(20);
        passSeconds(60);
        assertThat(takenBy(rates, "-100123", 25)).isEqualTo(20);
        passSeconds(1);
        assertThat(taken(rates, 100, TEXT)).isEqualTo(30);
    }

    @Test
    void filmsAndSoundOnMessengerAreSlower() {
        DeskRates rates = rates(PageStandIn.messenger(Clock.systemUTC()));
        assertThat(taken(rates, 50, VIDEO)).isEqualTo(10);
        assertThat(taken(rates, 400, TEXT)).isEqualTo(290);
    }

    @Test
    void whatIsRefusedForAllUsesUpNothingOfItsOwn() {
        DeskRates telegram = rates(new TelegramStandIn(Clock.systemUTC()));
        assertThat(taken(telegram, 100, TEXT)).isEqualTo(30);
        for (int i = 0; i < 25; i++) {
            assertThat(telegram.refusal("123456", TEXT)).isEqualTo(Trouble.THROTTLED);
        }
        passSeconds(1);
        assertThat(takenBy(telegram, "123456", 25)).isEqualTo(20);
        DeskRates messenger = rates(PageStandIn.messenger(Clock.systemUTC()));
        assertThat(taken(messenger, 300, TEXT)).isEqualTo(300);
        assertThat(taken(messenger, 50, VIDEO)).isZero();
        passSeconds(1);
        assertThat(taken(messenger, 50, VIDEO)).isEqualTo(10);
    }

    @Test
    void callsAtTwilioWaitForTheirTurn() {
        DeskRates rates = rates(new TwilioVoiceStandIn());
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(rates.refusal("31612345678", TEXT)).isNull();
            waits.add(rates.waitMillis());
        }
        assertThat(waits).containsExactly(0L, 1_000L, 2_000L, 3_000L);
        passSeconds(10);
        assertThat(rates.waitMillis()).isZero();
        assertThat(rates(new LineStandIn(Clock.systemUTC())).waitMillis()).isZero();
    }
}
