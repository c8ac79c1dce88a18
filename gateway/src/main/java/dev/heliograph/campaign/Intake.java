package dev.heliograph.campaign;

import org.jspecify.annotations.Nullable;

/** The right of one request to add recipients to a campaign. With a key it knows how far the client's list was taken before. Any thread may read it. */
public final class Intake {
    /** Octets of a digest. */
    public static final int DIGEST_OCTETS = RecipientList.DIGEST_OCTETS;

    final String account;
    final long campaign;

    /** Null without a key. Belongs to the loop of the campaigns. */
    final @Nullable RecipientList list;

    private final byte[] message;
    private final long writer;
    private final long next;
    private final long taken;
    private final byte[] digest;
    private final Gaps gaps;
    private final @Nullable Marks marks;

    /** @param writer which request it is, of no meaning without a list */
    Intake(Campaign campaign, @Nullable RecipientList list, long writer) {
        this.account = campaign.account;
        this.campaign = campaign.id;
        this.message = campaign.message;
        this.list = list;
        this.writer = writer;
        this.next = list == null ? 0 : list.next;
        this.taken = list == null ? 0 : list.taken;
        this.digest = list == null ? new byte[DIGEST_OCTETS] : list.digest;
        this.gaps = list == null ? new Gaps() : list.gaps.copy();
        this.marks = list == null || list.marks == null ? null : list.marks.view();
    }

    public boolean hasKey() {
        return list != null;
    }

    /** @return the campaign's message, to judge recipients by */
    public byte[] message() {
        return message;
    }

    /** @return first item of the list that was not taken yet: no item before it is added again */
    public long next() {
        return next;
    }

    /** @return recipients that were added under the key */
    public long taken() {
        return taken;
    }

    /** @return of the items before {@link #next}, as it came with the last of them; zeros when there was none */
    public byte[] digest() {
        return digest;
    }

    /** @return whether an item before {@link #next} was added; if not it was refused */
    public boolean wasAdded(long number) {
        return number < next && !gaps.holds(number);
    }

    /**
     * @param place of an item among those that were added: 0 for the first
     * @param digest of the items up to it, as they come now
     * @return false when it, or one before it, is certainly another than the one that was added
     */
    public boolean fits(long place, byte[] digest) {
        return marks == null || marks.fits(place, digest);
    }

    /** Whether a later request has the list. To be asked on the loop of the campaigns. */
    boolean isTakenOver() {
        return list != null && list.writer != writer;
    }
}
