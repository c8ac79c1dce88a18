package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.campaign.Composer;
import dev.heliograph.channel.page.PageNotes;
import dev.heliograph.conversation.Notes;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.routing.StepWish;
import dev.heliograph.store.Idempotency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of one message as they were read; one form a loop, filled again for every message. */
final class MessageForm {
    static final String TEXT = "/text";
    static final String CONTENT_TEXT = "/content/text";

    Address from = Address.NONE;
    Address to = Address.NONE;
    /** Sorted, so that the order in which a client writes them does not make another message of it. */
    SortedMap<String, String> identities = new TreeMap<>();

    @Nullable
    String text;

    /** What is to be said when it is more than a text. */
    Content.@Nullable Rich rich;

    String textPointer = TEXT;
    List<String> channels = List.of();

    /** Null where the account's route decides. */
    @Nullable
    MessageState until;

    long afterMillis;
    List<StepWish> overrides = List.of();
    Priority priority = Priority.TRANSACTIONAL;
    ReceiptWish receipts = ReceiptWish.FINAL;

    @Nullable
    String reference;

    long sendAtMillis;
    long validityMillis;
    boolean dedupe;

    /** Which campaign made the message. */
    @Nullable
    String campaign;

    /** Of the recipient, for the words that pages say themselves. */
    @Nullable
    String language;

    /** What it answers, by the id of an event or a message. */
    @Nullable
    String replyTo;

    void clear() {
        from = Address.NONE;
        to = Address.NONE;
        if (!identities.isEmpty()) {
            identities = new TreeMap<>();
        }
        text = null;
        rich = null;
        textPointer = TEXT;
        channels = List.of();
        until = null;
        afterMillis = 0;
        overrides = List.of();
        priority = Priority.TRANSACTIONAL;
        receipts = ReceiptWish.FINAL;
        reference = null;
        sendAtMillis = 0;
        validityMillis = 0;
        dedupe = false;
        language = null;
        campaign = null;
        replyTo = null;
    }

    /** @return the message that the form describes; only of one without faults */
    Draft draft(Account account, @Nullable Idempotency idempotency) {
        String answered = replyTo;
        return new Draft(
                account,
                Door.HTTP,
                from,
                to,
                identities.isEmpty() ? Map.of() : identities,
                content(),
                channels,
                until,
                afterMillis,
                overrides,
                priority,
                receipts,
                reference,
                sendAtMillis,
                validityMillis,
                idempotency,
                notes());
    }

    private Map<String, String> notes() {
        String answered = replyTo;
        String named = language;
        String of = campaign;
        if (named == null && of == null && answered == null) {
            return Map.of();
        }
        Map<String, String> notes = new TreeMap<>();
        if (named != null) {
            notes.put(PageNotes.LANGUAGE, named);
        }
        if (of != null) {
            notes.put(Composer.NOTE, of);
        }
        if (answered != null) {
            notes.put(Notes.REPLY_TO, answered);
        }
        return notes;
    }

    private Content content() {
        Content.Rich more = rich;
        String words = text;
        if (more == null && words == null) {
            throw new IllegalStateException("a form without content has faults");
        }
        return more == null ? new Content.Text(String.valueOf(words)) : more;
    }
}
