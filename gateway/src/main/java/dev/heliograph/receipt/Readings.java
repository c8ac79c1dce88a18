package dev.heliograph.receipt;

import dev.heliograph.message.Address;
import dev.heliograph.message.Message;
import dev.heliograph.store.ParkedReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A receipt whose id can be read in several ways, until it is known which one names a message: each reading is looked up in turn, and it counts only if that
 * message went to the number the receipt is about, for in another number base most small ids are somebody else's.
 */
final class Readings {
    private final List<ProviderReceipt> readings;
    private final String recipient;
    private final IntConsumer meant;

    /** Takes what was found. */
    interface Found {
        /**
         * @param receipt the reading that counts, or the first when none does
         * @param known whether it names a message
         */
        void take(ProviderReceipt receipt, boolean known);
    }

    Readings(List<ProviderReceipt> readings, String recipient, IntConsumer meant) {
        this.readings = readings;
        this.recipient = recipient;
        this.meant = meant;
    }

    /** @return those of a receipt that was parked before any of its ids was known */
    static Readings of(ParkedReceipt parked) {
        List<ProviderReceipt> readings = new ArrayList<>();
        readings.add(ProviderReceipt.of(parked, parked.providerId()));
        parked.otherIds().forEach(id -> readings.add(ProviderReceipt.of(parked, id)));
        return new Readings(readings, parked.recipient(), index -> {});
    }

    /**
     * Asks for one reading after the other.
     *
     * @param lookUp finds the message of an id, null if there is none
     */
    void resolve(BiConsumer<String, Consumer<@Nullable Message>> lookUp, Found found) {
        resolve(0, lookUp, found);
    }

    private void resolve(int index, BiConsumer<String, Consumer<@Nullable Message>> lookUp, Found found) {
        if (index == readings.size()) {
            found.take(readings.get(0), false);
            return;
        }
        ProviderReceipt reading = readings.get(index);
        lookUp.accept(reading.providerId(), message -> {
            if (message != null && isFor(message)) {
                found.take(reading, true);
                meant.accept(index);
            } else {
                resolve(index + 1, lookUp, found);
            }
        });
    }

    private boolean isFor(Message message) {
        return recipient.isEmpty() || Address.sameNumber(message.to().value(), recipient);
    }
}
