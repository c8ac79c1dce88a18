package dev.heliograph.benchmarks;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.apple.Apple;
import dev.heliograph.channel.line.Line;
import dev.heliograph.channel.messenger.Instagram;
import dev.heliograph.channel.messenger.Messenger;
import dev.heliograph.channel.rcs.Maap;
import dev.heliograph.channel.rcs.Rbm;
import dev.heliograph.channel.telegram.Telegram;
import dev.heliograph.channel.viber.ViberBot;
import dev.heliograph.channel.viber.ViberBusiness;
import dev.heliograph.channel.voice.CmVoice;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.wechat.WeChat;
import dev.heliograph.channel.whatsapp.WhatsApp;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import dev.heliograph.routing.Asked;
import dev.heliograph.routing.Candidate;
import dev.heliograph.routing.Chosen;
import dev.heliograph.routing.Known;
import dev.heliograph.routing.Price;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The channels of one message chosen for its recipient, for a text and for a carousel, which is converted for every channel to see in which form it would be shown. The recipient is
 * in memory: what a read from the disk costs is the store's. The floor is a message whose route says the channels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChoosingBenchmark {
    private static final long NOW = 1_795_000_000_000L;
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    /** In the order in which a configuration would have them; the first four are what most have. */
    private static final List<ProviderKind> KINDS = List.of(
            WhatsApp.KIND,
            Rbm.KIND,
            CmVoice.KIND,
            ViberBusiness.KIND,
            Telegram.KIND,
            Messenger.KIND,
            Instagram.KIND,
            Line.KIND,
            Maap.KIND,
            Maap.PLUS_MESSAGE,
            Apple.KIND,
            WeChat.KIND,
            ViberBot.KIND);

    @Param({"1", "4", "14"})
    private int channels;

    @Param({"unknown", "known"})
    private String recipient;

    private Routes choosing;
    private Routes fixed;
    private Known known;
    private Asked text;
    private Asked carousel;

    @Setup
    public void write() {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(
                Samples.CHANNEL, "smpp", new Capability(true, false, false, 1_530), new Price(45_000, Map.of())));
        for (ProviderKind kind : KINDS.subList(0, channels - 1)) {
            candidates.add(new Candidate(
                    kind.name(), kind.name(), kind.capability(), new Price(30_000, Map.of("IT", 20_000L))));
        }
        choosing = new Routes(List.of(), candidates, channel -> 1_500);
        fixed = new Routes(List.of(Route.always(List.of(Samples.CHANNEL))), candidates, channel -> 1_500);
        known = recipient.equals("known") ? somebody(candidates) : Known.NOTHING;
        text = asked(new Content.Text(Samples.TEXT));
        List<Element.Card> cards = new ArrayList<>();
        for (String title : List.of("Red", "Blue", "Green", "Black", "White")) {
            cards.add(new Element.Card(title, "Size 42", null, List.of(new Option.Reply(title, "Take it"))));
        }
        carousel = asked(Content.Rich.of(new Element.Carousel("Which shoes?", cards)));
    }

    /** Reached over every other channel, not reached over every third, known by four addresses. */
    private static Known somebody(List<Candidate> candidates) {
        Map<String, Seen> over = new HashMap<>();
        for (int i = 1; i < candidates.size(); i++) {
            long lately = NOW - i * HOUR;
            if (i % 3 == 0) {
                over.put(
                        candidates.get(i).id(),
                        new Seen(lately, 0, 0, 0, lately, "not-reachable", NOW + HOUR, 0, 0, 0));
            } else if (i % 2 == 1) {
                over.put(candidates.get(i).id(), new Seen(lately, lately, lately, lately, 0, "", 0, 3, 2, 0));
            }
        }
        Map<String, String> identities =
                Map.of("telegram", "123456789", "messenger", "4711", "line", "U0123456789", "viber-bot", "abc=");
        return Known.of(new Person(List.of("telegram", "rcs"), identities, over, true));
    }

    private static Asked asked(Content content) {
        return new Asked(
                Samples.ACCOUNT,
                Address.alphanumeric("Heliograph"),
                Address.international("393331234567"),
                content,
                Priority.TRANSACTIONAL,
                NOW,
                List.of(),
                null,
                0,
                List.of());
    }

    @Benchmark
    public Chosen heliographText() {
        return choosing.choose(text, known);
    }

    @Benchmark
    public Chosen heliographCarousel() {
        return choosing.choose(carousel, known);
    }

    @Benchmark
    public List<Step> bareRoute() {
        return fixed.steps(text);
    }
}
