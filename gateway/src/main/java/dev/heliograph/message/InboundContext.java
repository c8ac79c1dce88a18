package dev.heliograph.message;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a message from a person beside its words.
 *
 * @param id the provider's own id of it, by which an answer can quote it; null where it has none
 * @param name how the person calls themselves at the provider; null where it does not say
 * @param repliesTo the provider's id of the message that this one answers; null where it answers none
 * @param message ours that it answers, 0 when that is not known (any more); from a channel only what the provider brought back, still to be looked up
 * @param reference the sender's own reference of that message, or null
 * @param consent what the person asked for with it
 * @param unverified whether it answers a message that was sent to another address than it came from: who wrote it is not known then, and nothing is asked for
 */
public record InboundContext(
        @Nullable String id,
        @Nullable String name,
        @Nullable String repliesTo,
        long message,
        @Nullable String reference,
        Consent consent,
        boolean unverified) {
    /** Of which nothing is known. */
    public static final InboundContext NONE = new InboundContext(null, null, null, 0, null, Consent.UNCHANGED, false);

    /** Whether somebody wants to hear of an account. */
    public enum Consent {
        UNCHANGED,
        /** Nothing more is to be sent. */
        STOPPED,
        /** Messages are welcome again. */
        STARTED
    }

    /** Of a message that the provider calls so. */
    public static InboundContext of(@Nullable String id) {
        return new InboundContext(id, null, null, 0, null, Consent.UNCHANGED, false);
    }

    /** @return the same, of a person who calls themselves so */
    public InboundContext from(@Nullable String newName) {
        return new InboundContext(id, newName, repliesTo, message, reference, consent, unverified);
    }

    /** @return the same, answering what the provider calls so */
    public InboundContext answering(@Nullable String providerId) {
        return new InboundContext(id, name, providerId, message, reference, consent, unverified);
    }

    /** @return the same, answering a message of ours */
    public InboundContext answering(long newMessage, @Nullable String newReference) {
        return new InboundContext(id, name, repliesTo, newMessage, newReference, consent, unverified);
    }

    /** @return the same, asking for this */
    public InboundContext asking(Consent newConsent) {
        return new InboundContext(id, name, repliesTo, message, reference, newConsent, unverified);
    }

    /** @return the same, of somebody who need not be who they say they are */
    public InboundContext ofStranger() {
        return new InboundContext(id, name, repliesTo, message, reference, Consent.UNCHANGED, true);
    }
}
