package dev.heliograph.ingress.http;

import dev.heliograph.content.ContentWriter;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.routing.StepWish;
import dev.heliograph.store.Idempotency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes a resubmission recognisable: its key, and 128 bits of SHA-256 over what the message means. White space, the order of fields and other spellings of a
 * number or a time do not make another message of it. Belongs to one event loop.
 */
final class Fingerprint {
    /** No header value can begin with it, because keys have no spaces. */
    private static final String REFERENCE_PREFIX = "reference ";

    private final MessageDigest digest = sha256();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    /**
     * Chooses the key of a message: its own reference when it asks for that, else the request's key.
     *
     * @param key of the request, or null
     * @param index of the message in a batch; negative for a message alone
     * @return null when nothing makes the message recognisable
     */
    @Nullable
    Idempotency of(MessageForm form, @Nullable String key, long index) {
        String reference = form.reference;
        if (form.dedupe && reference != null) {
            return idempotency(referenceKey(reference), form);
        }
        if (key == null) {
            return null;
        }
        return idempotency(index < 0 ? key : key + "/" + index, form);
    }

    private String referenceKey(String reference) {
        if (REFERENCE_PREFIX.length() + reference.length() <= Idempotency.KEY_CHARS_MAX) {
            return REFERENCE_PREFIX + reference;
        }
        digest.reset();
        return REFERENCE_PREFIX + HexFormat.of().formatHex(digest.digest(reference.getBytes(StandardCharsets.UTF_8)));
    }

    private Idempotency idempotency(String key, MessageForm form) {
        digest.reset();
        text(form.from.text());
        text(form.to.text());
        form.identities.forEach((kind, address) -> {
            text(kind);
            text(address);
        });
        number(form.identities.size());
        text(form.text);
        Content.Rich rich = form.rich;
        if (rich != null) {
            octets(ContentWriter.write(rich));
        }
        form.channels.forEach(this::text);
        number(form.channels.size());
        number(ordinal(form.until));
        number(form.afterMillis);
        for (StepWish step : form.overrides) {
            text(step.channel());
            number(ordinal(step.until()));
            number(step.afterMillis());
        }
        number(form.overrides.size());
        number(form.priority.ordinal());
        number(form.receipts.bits());
        text(form.reference);
        number(form.sendAtMillis);
        number(form.validityMillis);
        if (form.language != null) {
            text(form.language);
        }
        if (form.replyTo != null) {
            text(form.replyTo);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Idempotency(key, hash.getLong(), hash.getLong());
    }

    private static int ordinal(@Nullable MessageState state) {
        return state == null ? -1 : state.ordinal();
    }

    /** With its length before it, so that no two fields can run into each other. */
    private void text(@Nullable String value) {
        if (value == null) {
            number(-1);
            return;
        }
        octets(value.getBytes(StandardCharsets.UTF_8));
    }

    private void octets(byte[] value) {
        number(value.length);
        digest.update(value);
    }

    private void number(long value) {
        number.clear();
        digest.update(number.putLong(value).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
