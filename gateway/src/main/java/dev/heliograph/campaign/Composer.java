package dev.heliograph.campaign;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the message for one recipient, as a door would have read it. On the loop of the campaigns. */
@FunctionalInterface
public interface Composer {
    /** Of the message's notes: which campaign it is of. */
    String NOTE = "campaign";

    /**
     * @param campaign the text of its id
     * @param index of the recipient; with the campaign's id it makes the message recognisable
     * @param message the campaign's, JSON with places such as <code>{{name}}</code>
     * @param recipient JSON with {@code to}, {@code fields} and the like
     */
    Composed compose(Account account, String campaign, long index, byte[] message, byte[] recipient);

    /**
     * @param draft null when something is wrong
     * @param faults what
     */
    record Composed(@Nullable Draft draft, List<Complaint> faults) {}

    /** @param pointer JSON pointer into the recipient, or into the message behind {@code /message} */
    record Complaint(String pointer, String detail) {}
}
