package dev.heliograph.sms;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that left the {@link Reassembler}.
 *
 * @param source the sender's address
 * @param destination the receiver's address
 * @param reference the concatenation reference
 * @param ending why it left
 * @param parts the parts in order, null where one is missing
 */
public record Reassembled(String source, String destination, int reference, Ending ending, List<@Nullable Part> parts) {

    /** Why a message left. */
    public enum Ending {
        /** All parts are there. */
        COMPLETE,
        /** Parts were missing when its time was over. */
        TIMED_OUT,
        /** Left to make room. */
        EVICTED,
        /** Its reference was taken up by another message. */
        SUPERSEDED
    }

    public Reassembled {
        parts = Collections.unmodifiableList(parts);
    }

    /** Parts that are missing. */
    public int missing() {
        return Collections.frequency(parts, null);
    }

    /**
     * The text. Octets of neighbours in the same alphabet are joined before they are decoded, so a pair that the sender split is whole again.
     *
     * @param gap stands where parts are missing
     * @return null when a part is not text
     */
    public @Nullable String text(String gap) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        Alphabet running = null;
        boolean inGap = false;
        for (Part part : parts) {
            Alphabet alphabet = part == null ? null : new DataCoding(part.dataCoding()).alphabet(part.header());
            if (part != null && alphabet == null) {
                return null;
            }
            if (running != null && alphabet != running) {
                text.append(running.decode(run.toByteArray()));
                run.reset();
            }
            if (part == null && !inGap) {
                text.append(gap);
            }
            if (part != null) {
                run.writeBytes(part.userData());
            }
            inGap = part == null;
            running = alphabet;
        }
        return running == null
                ? text.toString()
                : text.append(running.decode(run.toByteArray())).toString();
    }

    /** The user data of all parts that are there, joined. */
    public byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Part part : parts) {
            if (part != null) {
                octets.writeBytes(part.userData());
            }
        }
        return octets.toByteArray();
    }
}
