package dev.heliograph.ingress.smpp;

import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.message.MessageState;
import dev.heliograph.routing.StepWish;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.store.Idempotency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the TLVs of {@link VendorTag} in a submission. */
final class VendorFields {
    /** Channels one submission may name. */
    private static final int CHANNELS_MAX = 16;

    /** Longest idempotency key in characters, its suffix included. */
    private static final int KEY_MAX = 255;

    private static final Map<String, MessageState> UNTIL = Map.of(
            "accepted", MessageState.ACCEPTED,
            "sent", MessageState.SENT,
            "delivered", MessageState.DELIVERED,
            "read", MessageState.READ);

    private VendorFields() {}

    /**
     * The way that a submission asks for.
     *
     * @param channels names or kinds, in order
     * @param steps what it asks of some of them
     */
    record Way(List<String> channels, List<StepWish> steps) {
        static final Way OF_THE_ROUTE = new Way(List.of(), List.of());
    }

    /** @return the channels named, none when the TLV is absent; null when it does not hold one to sixteen of {@code name}, {@code name:until} or {@code name:until:after} */
    static @Nullable Way way(Tlvs tlvs) {
        String text = tlvs.isEmpty() ? null : tlvs.string(VendorTag.CHANNELS);
        if (text == null) {
            return Way.OF_THE_ROUTE;
        }
        List<String> channels = new ArrayList<>();
        List<StepWish> steps = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            StepWish step = step(each.strip());
            if (step == null || channels.size() == CHANNELS_MAX) {
                return null;
            }
            channels.add(step.channel());
            if (step.until() != null || step.afterMillis() != 0) {
                steps.add(step);
            }
        }
        return new Way(channels, steps);
    }

    private static @Nullable StepWish step(String text) {
        String[] parts = text.split(":", -1);
        String until = parts.length > 1 ? parts[1] : "";
        String after = parts.length > 2 ? parts[2] : "";
        MessageState state = UNTIL.get(until);
        long millis = after.isEmpty() ? 0 : millis(after);
        boolean wrong = parts.length > 3 || millis < 0 || (state == null && !until.isEmpty());
        return parts[0].isEmpty() || wrong ? null : new StepWish(parts[0], state, millis);
    }

    /** @return of {@code PT30S}; -1 when it is no duration of a millisecond or more */
    private static long millis(String text) {
        try {
            long millis = Duration.parse(text).toMillis();
            return millis > 0 ? millis : -1;
        } catch (DateTimeException | ArithmeticException e) {
            return -1;
        }
    }

    /** @return null when the key is empty or, with its suffix, too long */
    static @Nullable Idempotency idempotency(SubmitSm pdu, String suffix) {
        String key = pdu.tlvs().string(VendorTag.IDEMPOTENCY_KEY);
        if (key == null || key.isEmpty() || key.length() + suffix.length() > KEY_MAX) {
            return null;
        }
        ByteBuffer hash = ByteBuffer.wrap(hash(pdu));
        return new Idempotency(key + suffix, hash.getLong(), hash.getLong());
    }

    /** Over everything that makes the message what it is; field by field, each with its length, so that no two submissions run together into the same octets. */
    private static byte[] hash(SubmitSm pdu) {
        MessageDigest digest = sha256();
        text(digest, pdu.serviceType());
        address(digest, pdu.source());
        address(digest, pdu.destination());
        for (int octet : new int[] {
            pdu.esmClass(),
            pdu.protocolId(),
            pdu.priorityFlag(),
            pdu.registeredDelivery(),
            pdu.replaceIfPresent(),
            pdu.dataCoding()
        }) {
            digest.update((byte) octet);
        }
        text(digest, pdu.scheduleDeliveryTime());
        text(digest, pdu.validityPeriod());
        octets(digest, pdu.shortMessage());
        pdu.tlvs().forEach((tag, value) -> {
            digest.update((byte) (tag >>> 8));
            digest.update((byte) tag);
            octets(digest, value);
        });
        return digest.digest();
    }

    private static void address(MessageDigest digest, SmppAddress address) {
        digest.update((byte) address.ton());
        digest.update((byte) address.npi());
        text(digest, address.address());
    }

    private static void text(MessageDigest digest, String text) {
        octets(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void octets(MessageDigest digest, byte[] octets) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
        digest.update(octets);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
