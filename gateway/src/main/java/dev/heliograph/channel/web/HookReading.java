package dev.heliograph.channel.web;

import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.receipt.ProviderReceipt;
import java.util.List;
import java.util.function.Function;

/** What a webhook meant. */
public sealed interface HookReading {
    /** The signature is wrong or missing, or too old: nothing was read. */
    record Forged() implements HookReading {}

    /** A handshake, answered by itself. */
    record Handshake(HookAnswer answer) implements HookReading {}

    /**
     * Receipts and messages; answered once all are stored.
     *
     * @param changes who has left or come back
     * @param shut whose window was found closed
     * @param stored runs once all are stored, before that is answered
     * @param answer what the provider wants to read then
     */
    record News(
            List<ProviderReceipt> receipts,
            List<Received> messages,
            List<Change> changes,
            List<Shut> shut,
            Runnable stored,
            HookAnswer answer)
            implements HookReading {
        public News(List<ProviderReceipt> receipts, List<Received> messages, HookAnswer answer) {
            this(receipts, messages, List.of(), List.of(), () -> {}, answer);
        }

        public static News of(List<ProviderReceipt> receipts, List<Received> messages) {
            return new News(receipts, messages, HookAnswer.OK);
        }
    }

    /**
     * Part of it lies elsewhere and is fetched first.
     *
     * @param then what the answer means, whatever its status; it may be that more is to be fetched. One that is too long is an empty one with the status 413,
     *     and where no request can be made of what was asked for, or nothing is fetched from there, it is one with 400
     */
    record Elsewhere(WebRequest request, Function<WebAnswer, HookReading> then) implements HookReading {}

    /** It cannot be read now: the provider is to send it again. */
    record Later() implements HookReading {}

    /**
     * @param id the provider's, by which a repeated message is known
     * @param back whether it says that its writer is there, so that whoever had left before it has come back
     */
    record Received(String id, InboundMessage message, boolean back) {
        public Received(String id, InboundMessage message) {
            this(id, message, false);
        }
    }

    /**
     * Words that the provider had taken found somebody's window closed.
     *
     * @param address as {@link Provider#address} gives it
     * @param atMillis by the provider's clock
     */
    record Shut(String address, long atMillis) {}

    /**
     * Somebody has left, or come back.
     *
     * @param address as {@link Provider#address} gives it
     * @param left false when messages are welcome again
     * @param atMillis by the provider's clock
     */
    record Change(String address, boolean left, long atMillis) {}
}
