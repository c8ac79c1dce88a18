package dev.heliograph.channel.apple;

import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookReading.Elsewhere;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what somebody has answered from where Apple keeps it, step by step. What may be had later is asked for again when Apple sends the webhook again; what never can
 * be read is told as an answer without words, so that it is not lost that there was one.
 */
final class AppleLargeReply {
    private static final Logger log = LoggerFactory.getLogger(AppleLargeReply.class);
    private static final HookReading LATER = new HookReading.Later();

    private final String channel;
    private final String business;
    private final Supplier<String> token;
    private final AppleReference reference;
    private final Function<@Nullable JsonObject, HookReading> told;

    /**
     * @param token for each call
     * @param told what the webhook means with the interactive data that were fetched; null when none could be
     */
    AppleLargeReply(
            String channel,
            String business,
            Supplier<String> token,
            AppleReference reference,
            Function<@Nullable JsonObject, HookReading> told) {
        this.channel = channel;
        this.business = business;
        this.token = token;
        this.reference = reference;
        this.told = told;
    }

    HookReading fetch() {
        return new Elsewhere(reference.whereabouts(business, token.get()), this::located);
    }

    private HookReading located(WebAnswer answer) {
        boolean known = answer.json().getValue("download-url") instanceof String url && url.matches("https?://[!-~]+");
        if (!answer.isSuccess() || !known) {
            return without("where it is", answer);
        }
        return new Elsewhere(WebRequest.get(answer.json().getString("download-url")), this::fetched);
    }

    private HookReading fetched(WebAnswer answer) {
        if (!answer.isSuccess()) {
            return without("the file", answer);
        }
        try {
            return new Elsewhere(reference.decoding(answer.body(), business, token.get()), this::decoded);
        } catch (IllegalArgumentException e) {
            return without("what is packed in the file", answer);
        }
    }

    private HookReading decoded(WebAnswer answer) {
        JsonObject json = answer.json();
        // Some have found the whole message there.
        JsonObject interactive = json.getValue("interactiveData") instanceof JsonObject inner ? inner : json;
        if (!answer.isSuccess() || !(interactive.getValue("data") instanceof JsonObject)) {
            return without("what is in the file", answer);
        }
        try {
            return told.apply(interactive);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            // JSON of another shape than documented shows as any of these.
            return without("what is in the file", answer);
        }
    }

    private HookReading without(String what, WebAnswer answer) {
        int status = answer.status();
        // 401 and 403 are about our own credentials, which somebody will put right.
        if (status >= 500 || status == 429 || status == 408 || status == 401 || status == 403) {
            return LATER;
        }
        log.warn("{}: a large reply could not be read: status {} when asked for {}", channel, status, what);
        return told.apply(null);
    }
}
