package dev.heliograph.message;

import dev.heliograph.message.Attempt.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the receipts of a message's parts become the one receipt of the message. */
public enum PartsPolicy {
    /** It ends when every part has: delivered if each was, else in the state of the first that was not. */
    ALL {
        @Override
        public MessageState joined(List<Part> parts) {
            MessageState worst = MessageState.READ;
            for (Part part : parts) {
                if (!part.state().isFinal()) {
                    return MessageState.SENT;
                }
                if (!part.state().isSuccess() && worst.isSuccess()) {
                    worst = part.state();
                } else if (part.state() == MessageState.DELIVERED && worst == MessageState.READ) {
                    worst = MessageState.DELIVERED;
                }
            }
            return worst;
        }
    },
    /** It is delivered with the first part that is; it has failed when every part has, in the state of the first. */
    ANY {
        @Override
        public MessageState joined(List<Part> parts) {
            MessageState best = parts.get(0).state();
            for (Part part : parts) {
                if (part.state().isSuccess()) {
                    best = best.isSuccess() && !best.mayBecome(part.state()) ? best : part.state();
                } else if (!part.state().isFinal() && !best.isSuccess()) {
                    best = MessageState.SENT;
                }
            }
            return best.isFinal() ? best : MessageState.SENT;
        }
    },
    /** As its first part ends. */
    FIRST {
        @Override
        public MessageState joined(List<Part> parts) {
            return ofOne(parts.get(0));
        }
    },
    /** As its last part ends. */
    LAST {
        @Override
        public MessageState joined(List<Part> parts) {
            return ofOne(parts.get(parts.size() - 1));
        }
    };

    /** Under which it goes with a message, unless it is {@link #ALL}. */
    private static final String NOTE = "parts";

    private final String text = name().toLowerCase(Locale.ROOT);

    /**
     * @param parts of one attempt, in order, at least one
     * @return the attempt's state: {@link MessageState#SENT} as long as it has not ended
     */
    public abstract MessageState joined(List<Part> parts);

    private static MessageState ofOne(Part part) {
        return part.state().isFinal() ? part.state() : MessageState.SENT;
    }

    /** @return the policy that a message was accepted under */
    public static PartsPolicy of(Message message) {
        String noted = message.notes().get(NOTE);
        if (noted != null) {
            for (PartsPolicy policy : values()) {
                if (policy.text.equals(noted)) {
                    return policy;
                }
            }
        }
        return ALL;
    }

    /** @return notes that say so; the same where there is nothing to say */
    public Map<String, String> notedIn(Map<String, String> notes) {
        if (this == ALL) {
            return notes;
        }
        Map<String, String> more = new java.util.HashMap<>(notes);
        more.put(NOTE, text);
        return Map.copyOf(more);
    }
}
