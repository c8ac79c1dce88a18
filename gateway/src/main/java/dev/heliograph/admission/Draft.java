package dev.heliograph.admission;

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
import org.jspecify.annotations.Nullable;

/**
 * A submission as a door read it, before anybody judged it.
 *
 * @param from sender, {@link Address#NONE} when left out
 * @param to recipient as written
 * @param identities the recipient's other addresses, by channel kind
 * @param channels the channels asked for, in order; empty for the account's route
 * @param until the state that ends the way, null for that of the account's route
 * @param afterMillis how long a step waits for that state, 0 for as long as the account's route says
 * @param overrides for single channels, by id or kind, another state and time than those two
 * @param sendAtMillis wall clock; 0 for now
 * @param validityMillis from acceptance; 0 for the account's default
 * @param idempotency what makes a resubmission recognisable, or null
 * @param notes see {@link dev.heliograph.message.Message#notes}
 */
public record Draft(
        Account account,
        Door door,
        Address from,
        Address to,
        Map<String, String> identities,
        Content content,
        List<String> channels,
        @Nullable MessageState until,
        long afterMillis,
        List<StepWish> overrides,
        Priority priority,
        ReceiptWish receipts,
        @Nullable String reference,
        long sendAtMillis,
        long validityMillis,
        @Nullable Idempotency idempotency,
        Map<String, String> notes) {

    /** A submission of which the door noted nothing. */
    public Draft(
            Account account,
            Door door,
            Address from,
            Address to,
            Map<String, String> identities,
            Content content,
            List<String> channels,
            @Nullable MessageState until,
            long afterMillis,
            List<StepWish> overrides,
            Priority priority,
            ReceiptWish receipts,
            @Nullable String reference,
            long sendAtMillis,
            long validityMillis,
            @Nullable Idempotency idempotency) {
        this(
                account,
                door,
                from,
                to,
                identities,
                content,
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
                Map.of());
    }

    /** A submission of a door that does not speak of single channels. */
    public Draft(
            Account account,
            Door door,
            Address from,
            Address to,
            Map<String, String> identities,
            Content content,
            List<String> channels,
            @Nullable MessageState until,
            long afterMillis,
            Priority priority,
            ReceiptWish receipts,
            @Nullable String reference,
            long sendAtMillis,
            long validityMillis,
            @Nullable Idempotency idempotency) {
        this(
                account,
                door,
                from,
                to,
                identities,
                content,
                channels,
                until,
                afterMillis,
                List.of(),
                priority,
                receipts,
                reference,
                sendAtMillis,
                validityMillis,
                idempotency);
    }
}
