package dev.heliograph.loadtest;

import static dev.heliograph.loadtest.gatling.smpp.SmppDsl.smpp;
import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.loadtest.gatling.smpp.Submission;
import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the users of a run do, by each door, and as consumers of events. */
final class Doors {
    static final String API_KEY = "loadtest-key";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TAKEN = "taken";
    private static final String FIRST = "first";
    private static final String CONSUMER = "consumer";
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Settings settings;
    private final Content content;
    private final Audit audit;

    Doors(Settings settings, Content content, Audit audit) {
        this.settings = settings;
        this.content = content;
        this.audit = audit;
    }

    /** @return messages of one user of it */
    int messages(Door door) {
        return switch (door) {
            case SMPP -> settings.burst();
            case HTTP -> 1;
            case BATCH, NDJSON -> settings.batch();
        };
    }

    ScenarioBuilder scenarioOf(Door door) {
        return door == Door.SMPP ? overSmpp() : overHttp(door);
    }

    private Submission submission() {
        int number = audit.reserve(1, Door.SMPP);
        return new Submission(number, content.pdu(number));
    }

    private ScenarioBuilder overSmpp() {
        return scenario("smpp")
                .exec(smpp("submit_sm").submit(user -> submission()).times(settings.burst()));
    }

    /** A session a user, which submits now and then until nothing more is to be sent. */
    ScenarioBuilder bound(Duration every) {
        long end = System.nanoTime() + Duration.ofSeconds(settings.seconds()).toNanos();
        return scenario("binds")
                .exec(smpp("bind").bind())
                .exitHereIfFailed()
                .exec(asLongAs(user -> System.nanoTime() < end)
                        .on(pause(every.dividedBy(2), every.multipliedBy(3).dividedBy(2))
                                .exec(smpp("submit_sm").submit(user -> submission()))))
                .exec(asLongAs(user -> !audit.isOver()).on(pause(LOOK)))
                .exec(smpp("unbind").unbind());
    }

    private ScenarioBuilder overHttp(Door door) {
        int count = messages(door);
        String name = "POST /v1/messages, " + door.text();
        return scenario(door.text())
                .exec(user -> user.set(FIRST, audit.reserve(count, door)))
                .exec(http(name)
                        .post("/v1/messages")
                        .header("Content-Type", door == Door.NDJSON ? "application/x-ndjson" : "application/json")
                        .body(StringBody(user -> body(door, user.getInt(FIRST), count)))
                        .check(bodyString()
                                .transformWithSession((answer, user) -> take(door, user, answer))
                                .is(TAKEN)))
                .exec(user -> {
                    audit.closed(user.getInt(FIRST), count);
                    return user;
                });
    }

    private String body(Door door, int first, int count) {
        return switch (door) {
            case BATCH ->
                IntStream.range(first, first + count)
                        .mapToObj(content::json)
                        .collect(Collectors.joining(",", "[", "]"));
            case NDJSON ->
                IntStream.range(first, first + count)
                        .mapToObj(content::json)
                        .collect(Collectors.joining("\n", "", "\n"));
            default -> content.json(first);
        };
    }

    /** @return {@value #TAKEN}, or why not all of them were */
    private String take(Door door, Session user, String answer) {
        int first = user.getInt(FIRST);
        String result = TAKEN;
        try {
            if (door == Door.NDJSON) {
                for (String line : answer.split("\n")) {
                    result = item(first, JSON.readTree(line), result);
                }
            } else {
                JsonNode read = JSON.readTree(answer);
                for (JsonNode one : read.isArray() ? read : List.of(read)) {
                    result = item(first, one, result);
                }
            }
        } catch (JsonProcessingException e) {
            return "no JSON: " + answer;
        }
        return result;
    }

    private String item(int first, JsonNode item, String so) {
        int number = first + item.path("index").asInt(0);
        if (item.has("id")) {
            audit.accepted(number, item.get("id").asText());
            return so;
        }
        audit.refused(number);
        JsonNode problem = item.has("error") ? item.get("error") : item;
        return problem.path("title").asText(problem.toString());
    }

    /** A WebSocket that reads every event of the account from its beginning and acknowledges. */
    ScenarioBuilder consumers() {
        return scenario("consumers")
                .exec(user -> user.set(CONSUMER, audit.consumer()))
                .exec(ws("connect")
                        .connect(user -> "/v1/events?batch=true&after=0&consumer=load-"
                                + user.asScala().userId())
                        .header("Authorization", "Bearer " + API_KEY))
                .exitHereIfFailed()
                .exec(asLongAs(user -> !audit.isOver())
                        .on(exec(pause(LOOK), ws.processUnmatchedMessages(Doors::consume))
                                .exec(doIf(user -> user.contains("ack"))
                                        .then(exec(ws("ack").sendText("{\"ack\":\"#{ack}\"}"))))))
                .exec(ws("close").close());
    }

    private static Session consume(List<WsInboundMessage> frames, Session user) {
        EventConsumer consumer = user.get(CONSUMER);
        if (consumer == null || frames.isEmpty()) {
            return user.remove("ack");
        }
        for (WsInboundMessage frame : frames) {
            if (frame instanceof WsInboundMessage.Text text) {
                consumer.frame(text.message());
            }
        }
        return user.set("ack", consumer.cursor());
    }
}
