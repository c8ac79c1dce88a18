package dev.heliograph.admission;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import org.jspecify.annotations.Nullable;

/** What is well formed, for both doors: each rule names the field and says what would be right. */
final class Rules {
    /** Digits of an address over SMS, the longest that SMPP's fields hold (SMPP 3.4, 5.2.9). */
    private static final int ADDRESS_MAX = 20;

    private static final int UDHI = 0x40;

    /** Octets of a part in SMPP's unpacked form, header included: 140 on the air, or up to 160 septets, each in an octet. */
    private static final int PART_OCTETS_MAX = 160;

    /** Octets of other TLVs that are kept with a message. */
    private static final int TLV_OCTETS_MAX = 1_024;

    private static final int ALPHANUMERIC = 5;
    private static final int ALPHANUMERIC_MAX = 11;

    private Rules() {}

    /** @return the refusal, or null when all is well */
    static @Nullable Admitted check(Draft draft, GateOptions options, long nowMillis) {
        boolean byIdentityAlone =
                draft.to().value().isEmpty() && !draft.identities().isEmpty();
        if (!byIdentityAlone && !isDigits(draft.to().value())) {
            String detail = "the recipient must be a phone number of 1 to " + ADDRESS_MAX + " digits";
            return Admitted.refused(Verdict.RECIPIENT_INVALID, "/to", detail);
        }
        Admitted sender = checkSender(draft);
        if (sender != null) {
            return sender;
        }
        if (draft.content() instanceof Content.Text text && text.text().isEmpty()) {
            return Admitted.refused(Verdict.CONTENT_EMPTY, "/content/text", "the text is empty");
        }
        if (!Message.mayNote(draft.notes())) {
            String detail = "what is to be kept with the message, such as callbacks, is at most "
                    + Message.NOTES_CHARACTERS_MAX + " characters";
            return Admitted.refused(Verdict.CONTENT_TOO_LONG, "", detail);
        }
        Admitted times = checkTimes(draft, options);
        if (times != null) {
            return times;
        }
        if (draft.content() instanceof Content.Sms sms) {
            Admitted octets = checkOctets(sms);
            if (octets != null) {
                return octets;
            }
        }
        if (draft.sendAtMillis() > nowMillis + options.scheduleMillisMax()) {
            String detail =
                    "a message may be scheduled at most " + options.scheduleMillisMax() / 86_400_000 + " days ahead";
            return Admitted.refused(Verdict.SCHEDULE_INVALID, "/sendAt", detail);
        }
        if (draft.validityMillis() < 0) {
            return Admitted.refused(Verdict.VALIDITY_INVALID, "/validity", "the validity has passed already");
        }
        // Over SMPP it is cut, as message centres do: clients there often ask for the longest that the field can say.
        if (draft.door() == Door.HTTP && draft.validityMillis() > options.validityMillisMax()) {
            String detail = "a message is valid for at most " + options.validityMillisMax() / 86_400_000 + " days";
            return Admitted.refused(Verdict.VALIDITY_INVALID, "/validity", detail);
        }
        return null;
    }

    /** A step that waits longer than any message is valid is a mistake of its sender. */
    private static @Nullable Admitted checkTimes(Draft draft, GateOptions options) {
        String field = draft.afterMillis() > options.validityMillisMax() ? "/fallback/after" : null;
        for (int i = 0; i < draft.overrides().size(); i++) {
            if (draft.overrides().get(i).afterMillis() > options.validityMillisMax()) {
                field = "/fallback/steps/" + i + "/after";
            }
        }
        if (field == null) {
            return null;
        }
        String detail = "a channel is given at most " + options.validityMillisMax() / 86_400_000 + " days";
        return Admitted.refused(Verdict.VALIDITY_INVALID, field, detail);
    }

    /** A part with a header of its own is one part on the air; and what a client hangs onto a message is carried, so it must stay small. */
    private static @Nullable Admitted checkOctets(Content.Sms sms) {
        if ((sms.esmClass() & UDHI) != 0 && sms.userData().length > PART_OCTETS_MAX) {
            String detail = "a part with a user data header is at most " + PART_OCTETS_MAX + " octets";
            return Admitted.refused(Verdict.CONTENT_TOO_LONG, "", detail);
        }
        if (sms.tlvs().length > TLV_OCTETS_MAX) {
            String detail = "the TLVs to carry on are more than " + TLV_OCTETS_MAX + " octets";
            return Admitted.refused(Verdict.CONTENT_TOO_LONG, "", detail);
        }
        return null;
    }

    private static @Nullable Admitted checkSender(Draft draft) {
        Address from = draft.from();
        boolean tooLong = from.value().length() > (from.ton() == ALPHANUMERIC ? ALPHANUMERIC_MAX : ADDRESS_MAX);
        if (tooLong) {
            String detail = "a sender is at most " + ALPHANUMERIC_MAX + " characters, or a number of at most "
                    + ADDRESS_MAX + " digits";
            return Admitted.refused(Verdict.SENDER_INVALID, "/from", detail);
        }
        if (!draft.account().senders().isEmpty() && !draft.account().senders().contains(from.value())) {
            return Admitted.refused(Verdict.SENDER_NOT_ALLOWED, "/from", "this account may not send as this sender");
        }
        return null;
    }

    private static boolean isDigits(String value) {
        int length = value.length();
        if (length == 0 || length > ADDRESS_MAX) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
