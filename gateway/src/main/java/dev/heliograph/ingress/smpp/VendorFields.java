package dev.heliograph.ingress.smpp;

import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.store.Idempotency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the TLVs of {@link VendorTag} in a submission. */
final class VendorFields {
    /** Channels one submission may name. */
    private static final int CHANNELS_MAX = 16;

    /** Longest idempotency key in characters, its suffix included. */
    private static final int KEY_MAX = 255;

    private VendorFields() {}

    /** @return the channels named, none when the TLV is absent; null when it does not hold one to sixteen names */
    static @Nullable List<String> channels(Tlvs tlvs) {
        String text = tlvs.isEmpty() ? null : tlvs.string(VendorTag.CHANNELS);
        if (text == null) {
            return List.of();
        }
        List<String> channels = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            String channel = name.strip();
            if (channel.isEmpty() || channels.size() == CHANNELS_MAX) {
                return null;
            }
            channels.add(channel);
        }
        return channels;
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
