package dev.heliograph.ingress.http.dialect.kannel;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.callback.CallbackWish;
import dev.heliograph.ingress.http.dialect.Addresses;
import dev.heliograph.ingress.http.dialect.Parameters;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.store.Idempotency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a request of sendsms describes it, for all of its receivers alike.
 *
 * @param smsc the channel asked for, or null
 * @param callback where its reports go, or null; without its recipient
 */
record KannelMessage(
        Address from,
        Content content,
        @Nullable String smsc,
        Priority priority,
        long sendAtMillis,
        long validityMillis,
        @Nullable CallbackWish callback) {
    private static final int MINUTE_MILLIS = 60_000;
    private static final int UNDEFINED = -1;
    private static final int MASK_MAX = 63;
    private static final int PRIORITY_MAX = 3;
    private static final int INTERMEDIATE_MASK = 4 | 8;

    /** As long as Kannel's own fields. */
    private static final int ACCOUNT_CHARS_MAX = 64;

    /** A year, longer than any bound of ours: what is beyond is no number of minutes. */
    private static final int MINUTES_MAX = 366 * 24 * 60;

    /** Either a message or the words that say why not. */
    record Reading(@Nullable KannelMessage message, String fault) {
        static Reading refused(String fault) {
            return new Reading(null, fault);
        }
    }

    static Reading read(Parameters in, String user, long nowMillis) {
        String sender = in.text("from", "");
        Address from = Addresses.sender(sender);
        if (from == null) {
            return Reading.refused("Sender is neither a number nor a name of at most 11 characters, rejected");
        }
        int mask = number(in, "dlr-mask", "dlrmask");
        int priority = number(in, "priority");
        int validity = number(in, "validity");
        int deferred = number(in, "deferred");
        String account = in.text("account", "");
        String fault = account.length() > ACCOUNT_CHARS_MAX || account.matches("(?s).*[\\[\\]\\n\\r].*")
                ? "Account field misformed or too long, rejected"
                : mask < UNDEFINED || mask > MASK_MAX
                        ? "DLR-Mask field misformed, rejected"
                        : priority < UNDEFINED || priority > PRIORITY_MAX
                                ? "Priority field misformed, rejected"
                                : deferred < UNDEFINED || deferred > MINUTES_MAX
                                        ? "Deferred field misformed, rejected"
                                        : badValidity(validity, deferred) ? "Validity field misformed, rejected" : "";
        if (fault.isEmpty() && !in.text("meta-data", "").isBlank()) {
            fault = "Meta-data is carried by no channel here, leave it out, rejected";
        }
        String url = in.text("dlr-url", in.text("dlrurl", ""));
        if (fault.isEmpty() && !url.isEmpty() && !CallbackWish.isUrl(url)) {
            fault = "DLR-URL field misformed, rejected";
        }
        if (!fault.isEmpty()) {
            return Reading.refused(fault);
        }
        KannelContent.Reading content = KannelContent.read(in);
        if (content.content() == null) {
            return Reading.refused(content.fault());
        }
        CallbackWish callback = mask <= 0 || url.isEmpty()
                ? null
                : new CallbackWish(
                        CallbackWish.Form.KANNEL, url, mask, false, sender, "", user, account, in.text("binfo", ""));
        long later = Math.max(0, deferred) * (long) MINUTE_MILLIS;
        return new Reading(
                new KannelMessage(
                        from,
                        content.content(),
                        in.text("smsc"),
                        priority == PRIORITY_MAX ? Priority.OTP : Priority.TRANSACTIONAL,
                        later == 0 ? 0 : nowMillis + later,
                        // There it counts from now, here from when the message may leave.
                        validity <= 0 ? 0 : validity * (long) MINUTE_MILLIS - later,
                        callback),
                "");
    }

    private static boolean badValidity(int validity, int deferred) {
        return validity < UNDEFINED || validity > MINUTES_MAX || (validity > 0 && validity <= Math.max(0, deferred));
    }

    /** As Kannel reads them: what does not begin with a number is left out. */
    static int number(Parameters in, String... names) {
        for (String name : names) {
            String text = in.text(name);
            if (text != null) {
                String digits = text.strip().replaceFirst("(?s)^([+-]?\\d{1,9}).*$", "$1");
                return digits.matches("[+-]?\\d{1,9}") ? Integer.parseInt(digits) : UNDEFINED;
            }
        }
        return UNDEFINED;
    }

    /** @param written the recipient as the client wrote it */
    Draft draft(Account account, Address to, String written, @Nullable Idempotency idempotency) {
        CallbackWish wish = callback;
        boolean intermediate = wish != null && (wish.level() & INTERMEDIATE_MASK) != 0;
        return new Draft(
                account,
                Door.DIALECT,
                from,
                to,
                Map.of(),
                content,
                smsc == null || smsc.isEmpty() ? List.of() : List.of(smsc),
                null,
                0,
                List.of(),
                priority,
                intermediate ? ReceiptWish.ALL : ReceiptWish.FINAL,
                null,
                sendAtMillis,
                validityMillis,
                idempotency,
                wish == null ? Map.of() : wish.to(written).notes());
    }
}
