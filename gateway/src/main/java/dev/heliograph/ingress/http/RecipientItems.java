package dev.heliograph.ingress.http;

import dev.heliograph.admission.Verdict;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.campaign.Composer;
import dev.heliograph.campaign.Intake;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recipients of one request, one after the other: each is judged, and added unless it was before under the same key. A digest over all that came tells a list sent
 * again from another one, at the first item that is another and was added then. Belongs to the loop of its call.
 */
final class RecipientItems {
    private final Call call;
    private final Campaigns campaigns;
    private final Intake intake;
    private byte[] digest;

    /** Whether the items before {@link Intake#next} are known to be those of before, or others. */
    private boolean compared;

    /** What is wrong with this item and all behind it; null as long as the list may be the same. */
    private @Nullable String other;

    private final Comparison comparison;

    /** What becomes of an item. */
    interface Told {
        /** @param place in the campaign, durable */
        void taken(long place);

        /** An earlier request added it. */
        void before();

        void refused(Problem problem, String detail, List<Fault> faults);
    }

    /** @param from number of the first item: 0, or {@link Intake#next} */
    RecipientItems(Call call, Campaigns campaigns, Intake intake, long from) {
        this.call = call;
        this.campaigns = campaigns;
        this.intake = intake;
        this.digest = from > 0 ? intake.digest() : new byte[Intake.DIGEST_OCTETS];
        this.compared = from > 0 || intake.next() == 0;
        this.comparison = new Comparison(intake);
    }

    /** Finds the first item that is another than under the same key before, as items come one after the other. */
    private static final class Comparison {
        private final Intake intake;
        private long place;
        private long same = -1;

        Comparison(Intake intake) {
            this.intake = intake;
        }

        /** @return null when the items up to this one may be those of before; else what is wrong */
        @Nullable
        String of(long number, byte[] digest) {
            if (!intake.wasAdded(number)) {
                return null;
            }
            if (intake.fits(place++, digest)) {
                same = number;
                return null;
            }
            // Items that were refused then are not known one by one.
            String which = same + 1 == number
                    ? "item " + number + " is not the one that was"
                    : "one of the items " + (same + 1) + " to " + number + " is not as it was";
            return which + " sent under this key before: send the same list, or take another key";
        }
    }

    /** @return null when a whole list is the one that was sent before, as far as that was taken; else what is wrong with it */
    static @Nullable String difference(List<byte[]> list, Intake intake) {
        byte[] digest = new byte[Intake.DIGEST_OCTETS];
        Comparison comparison = new Comparison(intake);
        for (int i = 0; i < list.size() && i < intake.next(); i++) {
            digest = chained(digest, list.get(i));
            String wrong = comparison.of(i, digest);
            if (wrong != null) {
                return wrong;
            }
        }
        if (list.size() < intake.next()) {
            return tooFew(list.size(), intake);
        }
        return Arrays.equals(digest, intake.digest()) ? null : others(intake);
    }

    private static String tooFew(long size, Intake intake) {
        return "the list under this key has " + intake.next() + " items or more, not " + size
                + ": send all of them, go on with from=" + intake.next() + ", or take another key";
    }

    private static String others(Intake intake) {
        return "the first " + intake.next() + " items under this key were others: take another key";
    }

    /** @param number in the client's list, greater than the one before */
    void item(long number, byte[] recipient, Told told) {
        boolean old = intake.hasKey() && number < intake.next();
        if (intake.hasKey()) {
            follow(number, recipient);
        }
        if (other != null) {
            told.refused(Problem.of(Verdict.KEY_REUSED), other, List.of());
        } else if (old && intake.wasAdded(number)) {
            told.before();
        } else {
            fresh(number, recipient, old, told);
        }
    }

    /** Takes an item into the digest, and compares it with the earlier list as far as that went, at its end all of them. */
    private void follow(long number, byte[] recipient) {
        if (number >= intake.next()) {
            compare();
        }
        digest = chained(digest, recipient);
        if (!compared) {
            other = comparison.of(number, digest);
            compared = other != null;
        }
        if (number + 1 == intake.next()) {
            compare();
        }
    }

    private void compare() {
        if (!compared) {
            compared = true;
            other = Arrays.equals(digest, intake.digest()) ? null : others(intake);
        }
    }

    /** @param old whether it was refused when the list was taken: rules may have changed since, but those behind it were added */
    private void fresh(long number, byte[] recipient, boolean old, Told told) {
        List<Composer.Complaint> complaints = campaigns.judge(call.account(), intake.message(), recipient);
        if (!complaints.isEmpty()) {
            told.refused(Problem.INVALID_MESSAGE, "", faults(complaints));
        } else if (old) {
            told.refused(Problem.NOT_ADDED, "send it under another key", List.of());
        } else {
            add(number, recipient, told);
        }
    }

    private void add(long number, byte[] recipient, Told told) {
        campaigns
                .recipients()
                .add(
                        intake,
                        number,
                        digest,
                        recipient,
                        call.loop.owner,
                        told::taken,
                        why -> told.refused(CampaignJson.problem(why), CampaignJson.detail(why, campaigns), List.of()));
    }

    /**
     * The list ends here.
     *
     * @param size its items
     * @return null when it may be the one that was sent before; else what is wrong with it
     */
    @Nullable
    String ended(long size) {
        return compared || size == 0 ? null : tooFew(size, intake);
    }

    /** No more items come. */
    void over() {
        campaigns.recipients().end(intake);
    }

    private static List<Fault> faults(List<Composer.Complaint> complaints) {
        return complaints.stream()
                .map(complaint -> new Fault(Fault.Place.POINTER, complaint.pointer(), complaint.detail()))
                .toList();
    }

    static byte[] digest(byte[] octets) {
        return chained(new byte[Intake.DIGEST_OCTETS], octets);
    }

    /** @return 128 bits of SHA-256 over a digest, a length and octets */
    private static byte[] chained(byte[] before, byte[] octets) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
            sha.update(octets);
            return Arrays.copyOf(sha.digest(), Intake.DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
