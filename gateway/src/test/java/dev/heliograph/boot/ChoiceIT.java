package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The development default chooses: what it learns from the stand-ins is what it goes by the next time, and after a restart. */
class ChoiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AUTO = "\"channels\":[\"auto\"],\"text\":\"Hello\"";

    @TempDir
    private Path folder;

    private static JsonNode send(DevelopmentGateway gateway, String fields) throws Exception {
        JsonNode accepted = gateway.api("POST", "/v1/messages", "{" + fields + "}");
        String id = accepted.path("id").asText();
        assertThat(id).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE)
                .until(() -> gateway.api("GET", "/v1/messages/" + id, "")
                        .path("final")
                        .asBoolean());
        return gateway.api("GET", "/v1/messages/" + id, "");
    }

    private static List<String> tried(JsonNode message) {
        return texts(message.path("attempts"), "channel");
    }

    private static List<String> texts(JsonNode all, String field) {
        List<String> texts = new ArrayList<>();
        all.forEach(each -> texts.add(each.path(field).asText()));
        return texts;
    }

    private static JsonNode reach(DevelopmentGateway gateway, String recipient, String channel) throws Exception {
        JsonNode answer = gateway.api("GET", "/v1/recipients/" + recipient, "");
        for (JsonNode each : answer.path("channels")) {
            if (each.path("channel").asText().equals(channel)) {
                return each;
            }
        }
        throw new AssertionError(answer.toString());
    }

    private static String why(DevelopmentGateway gateway, String fields, String channel) throws Exception {
        JsonNode answer = gateway.api("POST", "/v1/messages?dryRun=true", "{" + fields + "}");
        for (JsonNode each : answer.path("considered")) {
            if (each.path("channel").asText().equals(channel)) {
                return each.path("why").asText();
            }
        }
        throw new AssertionError(answer.toString());
    }

    @Test
    void whatWasLearnedIsChosenBy() throws Exception {
        String atOnce = "\"to\":\"+31612345610\",";
        String later = "\"to\":\"+31612345611\",\"fallback\":{\"after\":\"PT1S\"},";
        String read = "\"to\":\"+31612345699\",";
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            assertThat(why(gateway, atOnce + AUTO, "rcs")).isEqualTo("first, because a message costs 0.03");
            assertThat(tried(send(gateway, atOnce + AUTO))).startsWith("rcs").endsWith("sms-main", "voice");
            gateway.api("PUT", "/v1/recipients/31612345611/preferences", "{\"channels\":[\"viber\"]}");
            assertThat(tried(send(gateway, later + AUTO))).startsWith("viber").contains("sms-main");
            assertThat(tried(send(gateway, read + AUTO))).containsExactly("rcs");

            assertThat(tried(send(gateway, atOnce + AUTO))).doesNotContain("rcs", "rcs-maap");
            assertThat(why(gateway, later + AUTO, "viber")).startsWith("dropped, failed there on ");
            assertThat(why(gateway, later + AUTO, "rcs")).contains("(silent)");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(why(gateway, read + AUTO, "rcs"))
                            .startsWith("first, because the person was seen reading there on "));
            assertThat(why(gateway, atOnce + AUTO, "rcs")).startsWith("dropped, not-reachable there on ");
            assertThat(why(gateway, atOnce + AUTO, "whatsapp")).contains("has not written within 24 hours");
            assertThat(why(gateway, atOnce + "\"text\":\"x\"", "sms-main"))
                    .as("a plain text goes by SMS")
                    .contains("route 1");

            JsonNode rcs = reach(gateway, "+31612345610/reach", "rcs");
            assertThat(rcs.path("usable").asBoolean()).isFalse();
            assertThat(rcs.path("failure").asText()).isEqualTo("not-reachable");
            assertThat(rcs.path("leftOutUntil").asText()).isNotEmpty();
        }
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            assertThat(tried(send(gateway, atOnce + AUTO))).doesNotContain("rcs", "rcs-maap");
            assertThat(why(gateway, read + AUTO, "rcs")).contains("was seen reading there on");
            gateway.api("DELETE", "/v1/recipients/+31612345610", "");
            JsonNode forgotten = reach(gateway, "+31612345610/reach", "rcs");
            assertThat(forgotten.hasNonNull("failure")).as(forgotten.toString()).isFalse();
            assertThat(forgotten.hasNonNull("leftOutUntil")).isFalse();
            assertThat(why(gateway, atOnce + AUTO, "rcs"))
                    .as("what the provider said is not the account's")
                    .isEqualTo("dropped, its provider says that it does not reach the recipient");
        }
    }

    @Test
    void whatAProviderHasSaidIsGoneByWithoutAskingAgain() throws Exception {
        String no = "dropped, its provider says that it does not reach the recipient";
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            for (String recipient : List.of("+31612345612", "+31612345618")) {
                reach(gateway, recipient + "/reach?ask=true", "rcs");
                // The account has learned it, too; what the provider said is not the account's.
                gateway.api("DELETE", "/v1/recipients/" + recipient, "");
            }
            assertThat(why(gateway, "\"to\":\"+31612345612\"," + AUTO, "rcs")).isEqualTo(no);
            assertThat(why(gateway, "\"to\":\"+31612345618\"," + AUTO, "rcs-maap"))
                    .isEqualTo("second, because its provider says that it reaches the recipient");
            assertThat(tried(send(gateway, "\"to\":\"+31612345612\"," + AUTO))).doesNotContain("rcs", "rcs-maap");
            JsonNode rcs = reach(gateway, "+31612345612/reach", "rcs");
            assertThat(rcs.path("usable").asBoolean()).as(rcs.toString()).isFalse();
            gateway.api("DELETE", "/v1/recipients/+31612345612", "");
        }
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            assertThat(why(gateway, "\"to\":\"+31612345612\"," + AUTO, "rcs"))
                    .as("after a restart")
                    .isEqualTo(no);
            assertThat(why(gateway, "\"to\":\"+31612345618\"," + AUTO, "rcs-maap"))
                    .isEqualTo("second, because its provider says that it reaches the recipient");
        }
    }

    @Test
    void whoWroteIsAnsweredThereAndWhatTheySayIsHeeded() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            gateway.writes("whatsapp", "31612345698", "Hi");
            String to = "\"to\":\"+31612345698\",";
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(why(gateway, to + AUTO, "whatsapp"))
                            .startsWith("first, because the person wrote"));
            assertThat(reach(gateway, "+31612345698/reach", "whatsapp")
                            .path("windowEndsAt")
                            .asText())
                    .isNotEmpty();
            assertThat(tried(send(gateway, to + AUTO))).containsExactly("whatsapp");

            gateway.api("PUT", "/v1/recipients/%2B31612345698/preferences", "{\"channels\":[\"telegram\",\"sms\"]}");
            assertThat(tried(send(gateway, to + AUTO))).containsExactly("sms-main");
            gateway.api(
                    "PUT", "/v1/recipients/0031612345698/identities", "{\"identities\":{\"telegram\":\"123456789\"}}");
            assertThat(tried(send(gateway, to + AUTO))).containsExactly("telegram");

            assertThat(gateway.api("PUT", "/v1/recipients/31612345698/preferences", "{\"channels\":[\"pigeon\"]}")
                            .at("/errors/0/pointer")
                            .asText())
                    .isEqualTo("/channels/0");
        }
    }

    @Test
    void anIdentityIsLearnedAndProvidersAreAsked() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            send(
                    gateway,
                    "\"to\":\"+31612345612\",\"identities\":{\"telegram\":\"123456789\"},"
                            + "\"channels\":[\"telegram\"],\"text\":\"Hi\"");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.api("GET", "/v1/recipients/+31612345612/reach", "")
                                    .at("/identities/telegram")
                                    .asText())
                            .isEqualTo("123456789"));

            assertThat(reach(gateway, "+31612345612/reach", "rcs")
                            .path("usable")
                            .asBoolean())
                    .isTrue();
            assertThat(reach(gateway, "+31612345612/reach?ask=true", "rcs")
                            .path("usable")
                            .asBoolean())
                    .isFalse();
            assertThat(reach(gateway, "+31612345699/reach?ask=true", "rcs")
                            .path("reachedAt")
                            .asText())
                    .isNotEmpty();
        }
    }
}
