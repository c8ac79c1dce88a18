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

/**
 * The recipients of one request, one after the other: each is judged, and added unless it was before under the same key. A digest over all that came tells a list sent
 * again from another one. Belongs to the loop of its call.
 */
final class RecipientItems {
    private final Call call;
    private final Campaigns campaigns;
    private final Intake intake;
    private byte[] digest;
    private boolean compared;
    private boolean other;

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
    }

    /** @param number in the client's list, greater than the one before */
    void item(long number, byte[] recipient, Told told) {
        boolean known = false;
        if (intake.hasKey()) {
            known = isKnown(number);
            digest = chained(digest, recipient);
        }
        if (other) {
            String detail = "the first " + intake.next() + " items under this key were others";
            told.refused(Problem.of(Verdict.KEY_REUSED), detail, List.of());
            return;
        }
        List<Composer.Complaint> complaints = campaigns.judge(call.account(), intake.message(), recipient);
        if (!complaints.isEmpty()) {
            told.refused(Problem.INVALID_MESSAGE, "", faults(complaints));
        } else if (known) {
            told.before();
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
                        why -> told.refused(
                                CampaignJson.problem(why), CampaignJson.detail(why, campaigns), List.of()));
    }

    /** @return whether an earlier request had the item: then it was either added or refused as it will be now */
    private boolean isKnown(long number) {
        if (number < intake.next()) {
            return true;
        }
        if (!compared) {
            compared = true;
            other = !Arrays.equals(digest, intake.digest());
        }
        return false;
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
