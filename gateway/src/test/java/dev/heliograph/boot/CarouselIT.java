package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.simulator.Coverage;
import dev.heliograph.simulator.web.Taken;
import dev.heliograph.throttle.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One request with a carousel to many recipients, who are reached over different channels: each gets it in the form that its channel can show, the rest by SMS with the link of
 * a page, those whom no SMS reaches by a call that reads it aloud, and of each one end is told. As many as {@code -Dheliograph.acceptance.recipients} says.
 */
class CarouselIT {
    private static final int RECIPIENTS = Integer.getInteger("heliograph.acceptance.recipients", 40);
    private static final Duration PATIENCE = Duration.ofSeconds(30 + RECIPIENTS / 5);

    private static final String CAROUSEL = """
            {"carousel":{"text":"Which shoes?","cards":[
              {"title":"Red","description":"42","options":[{"reply":{"id":"r","title":"Red"}}]},
              {"title":"Blue","description":"43","options":[{"reply":{"id":"b","title":"Blue"}}]}]}}""";

    /** How a recipient is reached. */
    private enum Way {
        /** Has RCS. */
        RCS("rcs", "read", "99"),
        /** Is known by a Telegram chat alone. */
        TELEGRAM("telegram", "sent", "99"),
        /** Wrote over WhatsApp, and prefers it. */
        WHATSAPP("whatsapp", "read", "98"),
        /** Has none of it but Viber, and prefers it. */
        VIBER("viber", "read", Coverage.VIBER.suffix()),
        /** Has none of it. */
        SMS("sms-main", "delivered", Coverage.PHONE.suffix()),
        /** Has asked to be called. */
        VOICE("voice", "delivered", "97"),
        /** Has a phone that can only ring, which the message centre finds out later. */
        LANDLINE("voice", "delivered", Coverage.CALLS.suffix()),
        /** The same, and the message centre refuses it. */
        NO_SMS("voice", "delivered", Coverage.CALLS_SMS_REFUSED.suffix()),
        /** Is not reached by anything; the call is the last that is tried. */
        NOBODY("voice", "failed", "10");

        /** Calls are slow, as calls are. */
        private static final List<Way> LAST = List.of(VOICE, LANDLINE, NO_SMS, NOBODY);

        private final String channel;
        private final String state;
        private final String suffix;

        Way(String channel, String state, String suffix) {
            this.channel = channel;
            this.state = state;
            this.suffix = suffix;
        }

        static Way of(int recipient) {
            int place = recipient % 24;
            return place < 20 ? values()[place % 5] : LAST.get(place - 20);
        }

        String number(int recipient) {
            return "3161" + (1_000_000 + recipient * 100L + Long.parseLong(suffix));
        }
    }

    @TempDir
    private Path folder;

    private static Configuration withQuickCalls(Configuration configuration) {
        return configuration.withChannels(configuration.channels().stream()
                .map(channel -> channel.kind().equals("voice") ? channel.withRate(Rate.perSecond(50)) : channel)
                .toList());
    }

    @Test
    void eachIsReachedInTheFormThatSuits() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder, CarouselIT::withQuickCalls)) {
            prepare(gateway);
            Map<String, Integer> recipientById = submit(gateway);
            Map<String, List<JsonNode>> ends = new TreeMap<>();
            String after = "0";
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.size() < RECIPIENTS && System.nanoTime() < deadline) {
                after = events(gateway, after, ends);
            }
            assertThat(ends).hasSize(RECIPIENTS);
            ends.forEach((id, told) -> {
                Way way = Way.of(recipientById.get(id));
                assertThat(told).as(way + " " + told).hasSize(1);
                assertThat(told.get(0).path("channel").asText())
                        .as(told::toString)
                        .isEqualTo(way.channel);
                // Reading is told after the end.
                String end = way.state.equals("read") ? "delivered" : way.state;
                assertThat(told.get(0).path("state").asText())
                        .as(told::toString)
                        .isEqualTo(end);
            });
            checkForms(gateway);
        }
    }

    private static void prepare(DevelopmentGateway gateway) throws Exception {
        for (int i = 0; i < RECIPIENTS; i++) {
            Way way = Way.of(i);
            String path = "/v1/recipients/" + way.number(i) + "/preferences";
            if (way == Way.WHATSAPP) {
                gateway.writes("whatsapp", way.number(i), "Hi");
                gateway.api("PUT", path, "{\"channels\":[\"whatsapp\"]}");
            } else if (way == Way.VOICE || way == Way.VIBER) {
                gateway.api("PUT", path, "{\"channels\":[\"" + way.channel + "\"]}");
            }
        }
        int last = RECIPIENTS - 1;
        while (Way.of(last) != Way.WHATSAPP) {
            last--;
        }
        String path = "/v1/recipients/" + Way.WHATSAPP.number(last) + "/reach";
        await().atMost(PATIENCE)
                .until(() -> gateway.api("GET", path, "").toString().contains("\"windowEndsAt\":\"2"));
    }

    private static Map<String, Integer> submit(DevelopmentGateway gateway) throws Exception {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < RECIPIENTS; i++) {
            Way way = Way.of(i);
            String to = way == Way.TELEGRAM
                    ? "\"identities\":{\"telegram\":\"" + way.number(i) + "\"}"
                    : "\"to\":\"+" + way.number(i) + "\"";
            messages.add("{" + to + ",\"content\":" + CAROUSEL + "}");
        }
        JsonNode answers = gateway.api("POST", "/v1/messages", messages.toString());
        Map<String, Integer> recipientById = new HashMap<>();
        for (JsonNode answer : answers) {
            assertThat(answer.path("id").asText()).as(answer.toString()).isNotEmpty();
            recipientById.put(answer.path("id").asText(), answer.path("index").asInt());
        }
        return recipientById;
    }

    /** @return the cursor behind what was read */
    private static String events(DevelopmentGateway gateway, String after, Map<String, List<JsonNode>> ends)
            throws Exception {
        JsonNode page = gateway.api("GET", "/v1/events?types=receipt&limit=1000&after=" + after, "");
        for (JsonNode event : page.path("events")) {
            if (event.path("final").asBoolean()) {
                ends.computeIfAbsent(event.path("message").asText(), id -> new ArrayList<>())
                        .add(event);
            }
        }
        return page.path("next").asText();
    }

    private static void checkForms(DevelopmentGateway gateway) throws Exception {
        check(gateway, Way.RCS, "rcs", "carouselCard");
        check(gateway, Way.TELEGRAM, "telegram", "inline_keyboard");
        check(gateway, Way.WHATSAPP, "whatsapp", "\"list\"");
        check(gateway, Way.VIBER, "viber", "/p/");
        for (Way called : List.of(Way.VOICE, Way.LANDLINE, Way.NO_SMS)) {
            check(gateway, called, "voice", "Which shoes?");
        }
        Map<String, String> texts = new HashMap<>();
        gateway.texts().forEach(read -> texts.put(read.destination(), String.valueOf(read.text())));
        for (int i = 0; i < RECIPIENTS; i++) {
            Way way = Way.of(i);
            if (way == Way.SMS || way == Way.LANDLINE) {
                assertThat(texts.get(way.number(i))).contains("Which shoes?", "/p/");
            }
        }
    }

    /** A stand-in remembers the last thousand messages. */
    private static void check(DevelopmentGateway gateway, Way way, String kind, String form) throws Exception {
        Set<String> wanted = new HashSet<>();
        for (int i = 0; i < RECIPIENTS; i++) {
            if (Way.of(i) == way) {
                wanted.add(way.number(i));
            }
        }
        Map<String, String> shown = new HashMap<>();
        for (Taken taken : gateway.taken(kind)) {
            shown.merge(
                    taken.recipient().replaceAll("^(00|\\+)", ""), taken.body().encode(), String::concat);
        }
        assertThat(shown.keySet()).as(kind).containsAll(wanted);
        wanted.forEach(number -> assertThat(shown.get(number)).as(kind).contains(form));
    }
}
