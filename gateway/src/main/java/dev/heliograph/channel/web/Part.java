package dev.heliograph.channel.web;

import dev.heliograph.channel.Submission;
import dev.heliograph.conversation.Notes;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request's worth of a message.
 *
 * @param channel id of the channel
 * @param address the recipient, as {@link Provider#address} gave it
 * @param element what the part shows; the channel's capability carries it
 * @param number from 0
 * @param nowMillis when it is sent, milliseconds since 1970, for requests that are signed with the time
 */
public record Part(String channel, Submission submission, String address, Element element, int number, long nowMillis) {

    public Message message() {
        return submission.message();
    }

    /** @return the same for every try of this part over this channel: what providers call retry or idempotency key */
    public UUID key() {
        return key(message().idText(), channel, number);
    }

    /** @return the key of a part of a message, of which nothing but its id is known */
    public static UUID key(String message, String channel, int number) {
        String name = message + "/" + channel + "/" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** @return the provider's id of what the message answers; null when it answers nothing that was said on this channel, and behind its first part */
    public @Nullable String quoted() {
        Map<String, String> notes = message().notes();
        return number == 0 && channel.equals(notes.get(Notes.QUOTE_CHANNEL)) ? notes.get(Notes.QUOTE) : null;
    }

    /** @return the subject of a mail, or null */
    public @Nullable String subject() {
        return message().content() instanceof Content.Rich rich ? rich.subject() : null;
    }
}
