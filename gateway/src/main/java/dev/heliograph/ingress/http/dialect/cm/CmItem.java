package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.json.CmGroupings;
import dev.heliograph.ingress.http.AddressReader;
import dev.heliograph.ingress.http.dialect.Addresses;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.store.Idempotency;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recipient of one {@code msg}, and what became of it. */
final class CmItem {
    private static final int REFERENCE_CHARS_MAX = 256;

    /** Characters that fit one part whatever they are; a shorter text is not counted. */
    private static final int ONE_PART_CHARS = 70;

    private final String to;
    private final @Nullable String reference;
    private final byte[] meaning;
    private final String word;
    private final int partsMax;
    private final @Nullable Draft draft;
    private CmError error;
    private String detail;
    private int parts;
    private @Nullable Admitted admitted;

    private CmItem(
            String to,
            @Nullable String reference,
            byte[] meaning,
            String word,
            int partsMax,
            @Nullable Draft draft,
            CmError error,
            String detail) {
        this.to = to;
        this.reference = reference;
        this.meaning = meaning;
        this.word = word;
        this.partsMax = partsMax;
        this.draft = draft;
        this.error = error;
        this.detail = detail;
    }

    /** Reads one {@code msg} as an item for each of its recipients. */
    static void read(JsonNode msg, Account account, long nowMillis, List<CmItem> items) {
        Form form = new Form(msg, nowMillis);
        List<JsonNode> recipients = CmJson.items(msg, "to");
        if (recipients.isEmpty()) {
            items.add(form.refused("", CmError.TO, "No phone numbers found. Message will not be sent."));
        }
        for (JsonNode recipient : recipients) {
            items.add(form.item(CmJson.text(recipient, "number"), account));
        }
    }

    /** What all recipients of a message share. */
    private static final class Form {
        private final String reference;
        private final byte[] meaning;
        private final String word;
        private final CmGroupings groupings;
        private final List<String> channels = new ArrayList<>();
        private final @Nullable Address from;
        private final @Nullable Content content;
        private final long validityMillis;
        private final int partsMax;
        private CmError error = CmError.NONE;
        private String detail = "";

        Form(JsonNode msg, long nowMillis) {
            reference = CmJson.text(msg, "reference");
            meaning = msg.toString().getBytes(StandardCharsets.UTF_8);
            word = ignored(msg);
            groupings = groupings(msg);
            from = sender(msg);
            String body = CmJson.text(CmJson.at(msg, "body"), "content");
            content = content(CmJson.at(msg, "richContent"), body);
            String validity = CmJson.text(msg, "validity");
            validityMillis = validity.isEmpty() ? 0 : CmTime.validityMillis(validity, nowMillis);
            if (validityMillis == CmTime.NONE || (validityMillis == 0 && !validity.isEmpty())) {
                fault(CmError.FIELD, "The validity '" + validity + "' is no time ahead");
            }
            if (reference.length() > REFERENCE_CHARS_MAX) {
                fault(CmError.FIELD, "The reference has more than " + REFERENCE_CHARS_MAX + " characters");
            }
            channels(msg);
            coding(msg);
            boolean counted = content instanceof Content.Text && body.length() > ONE_PART_CHARS;
            partsMax = counted ? CmJson.at(msg, "maximumNumberOfMessageParts").asInt(0) : 0;
        }

        private void fault(CmError how, String what) {
            if (error == CmError.NONE) {
                error = how;
                detail = what;
            }
        }

        private static String ignored(JsonNode msg) {
            List<String> words = new ArrayList<>();
            if (!CmJson.text(msg, "appKey", "hybridAppKey").isEmpty()) {
                words.add("appKey is ignored: there is no push channel here");
            }
            for (JsonNode item : CmJson.items(CmJson.at(msg, "richContent"), "conversation")) {
                if (CmJson.at(item, "context").isObject()) {
                    words.add("context is ignored: no message is quoted");
                }
                if (!CmJson.text(item, "tag").isEmpty()) {
                    words.add("tag is ignored: the channel's own is used");
                }
                if (CmJson.at(item, "contacts").size() > 1) {
                    words.add("contacts behind the first are ignored");
                }
            }
            return String.join("; ", words);
        }

        private CmGroupings groupings(JsonNode msg) {
            CmGroupings read = new CmGroupings(
                    CmJson.text(msg, "customGrouping"),
                    CmJson.text(msg, "customGrouping2"),
                    CmJson.text(msg, "customGrouping3"));
            if (!read.fits()) {
                fault(CmError.FIELD, "A customGrouping has more than " + CmGroupings.CHARS_MAX + " characters");
                return CmGroupings.NONE;
            }
            return read;
        }

        /** Which characters a text needs is found out here; what is no text has no way through this door. */
        private void coding(JsonNode msg) {
            String dcs = CmJson.text(msg, "dcs");
            if (!dcs.isEmpty() && !dcs.equals("0") && !dcs.equals("8")) {
                fault(CmError.FIELD, "The dcs " + dcs + " is not to be had here, only 0 and 8: texts");
            }
            if (CmJson.text(CmJson.at(msg, "body"), "type").equalsIgnoreCase("BINARY")) {
                fault(CmError.BODY, "A body of the type BINARY is not to be had here");
            }
        }

        private @Nullable Address sender(JsonNode msg) {
            String text = CmJson.text(msg, "from");
            Address address = Addresses.sender(text);
            if (text.isEmpty() || address == null) {
                fault(
                        CmError.FROM,
                        text.isEmpty()
                                ? "No FROM field found in a MSG node."
                                : "The FROM field takes at most 11 characters or a number");
            }
            return address;
        }

        private @Nullable Content content(JsonNode rich, String body) {
            if (rich.isObject()
                    && (!CmJson.at(rich, "conversation").isEmpty()
                            || !CmJson.at(rich, "suggestions").isEmpty())) {
                CmFaults faults = new CmFaults();
                Content read = CmRichContent.of(rich, body, faults);
                if (read == null) {
                    fault(CmError.FIELD, faults.first());
                }
                return read;
            }
            if (body.isEmpty()) {
                fault(CmError.BODY, "A body without content was found");
                return null;
            }
            return new Content.Text(body);
        }

        private void channels(JsonNode msg) {
            JsonNode allowed = CmJson.at(msg, "allowedChannels");
            for (JsonNode name : allowed) {
                CmChannels.kinds(name.asText()).stream()
                        .filter(kind -> !channels.contains(kind))
                        .forEach(channels::add);
            }
            if (allowed.isArray() && !allowed.isEmpty() && channels.isEmpty()) {
                fault(CmError.REJECTED, "None of the allowedChannels is to be had here");
            }
        }

        CmItem refused(String to, CmError how, String what) {
            return new CmItem(to, reference.isEmpty() ? null : reference, meaning, word, 0, null, how, what);
        }

        CmItem item(String to, Account account) {
            Address recipient = AddressReader.recipient(to);
            Address sender = from;
            Content said = content;
            if (error != CmError.NONE) {
                return refused(to, error, detail);
            }
            if (recipient == null) {
                return refused(to, CmError.NUMBER, "Gsm '" + to + "' is not a number.");
            }
            if (sender == null || said == null) {
                throw new IllegalStateException("a form without sender or content has a fault");
            }
            Draft draft = new Draft(
                    account,
                    Door.DIALECT,
                    sender,
                    recipient,
                    Map.of(),
                    said,
                    channels,
                    null,
                    0,
                    List.of(),
                    Priority.TRANSACTIONAL,
                    ReceiptWish.ALL,
                    reference.isEmpty() ? null : reference,
                    0,
                    validityMillis,
                    null,
                    groupings.notes());
            return new CmItem(to, draft.reference(), meaning, word, partsMax, draft, CmError.NONE, "");
        }
    }

    void refuse(CmError how, String what) {
        error = how;
        detail = what;
    }

    void admitted(Admitted answer) {
        admitted = answer;
        if (answer.verdict().isAccepted()) {
            parts = answer.segments();
        } else {
            refuse(CmError.of(answer), answer.detail());
        }
    }

    /** @return null when it was refused before anybody judged it */
    @Nullable
    Draft draft() {
        return draft;
    }

    /** @return the draft with what makes it recognisable */
    Draft withKey(@Nullable Idempotency key) {
        Draft plain = draft;
        if (plain == null) {
            throw new IllegalStateException("a refused message has no draft");
        }
        return key == null
                ? plain
                : new Draft(
                        plain.account(),
                        plain.door(),
                        plain.from(),
                        plain.to(),
                        plain.identities(),
                        plain.content(),
                        plain.channels(),
                        plain.until(),
                        plain.afterMillis(),
                        plain.overrides(),
                        plain.priority(),
                        plain.receipts(),
                        plain.reference(),
                        plain.sendAtMillis(),
                        plain.validityMillis(),
                        key,
                        plain.notes());
    }

    /** @return all that makes it this message and no other */
    byte[][] meaning() {
        return new byte[][] {to.getBytes(StandardCharsets.UTF_8), meaning};
    }

    /** @return how many parts its text may take, 0 when that need not be counted */
    int partsMax() {
        return partsMax;
    }

    String to() {
        return to;
    }

    @Nullable
    String reference() {
        return reference;
    }

    boolean isAccepted() {
        return error == CmError.NONE;
    }

    CmError error() {
        return error;
    }

    int parts() {
        return parts;
    }

    /** @return what is to be said of it, or null */
    @Nullable
    String detail() {
        return isAccepted() ? (word.isEmpty() ? null : word) : detail;
    }

    @Nullable
    Admitted admitted() {
        return admitted;
    }
}
