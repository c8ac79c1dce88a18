package dev.heliograph.channel.smpp;

import dev.heliograph.message.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one id of the two that a message centre may give: one in the answer to the submission, one in the receipt, perhaps in the other number base.
 *
 * <p>The answer's id, {@linkplain IdText#normal normalised}, is the canonical one, whatever has been learned; so what is stored stays findable over restarts. Only
 * receipts are translated. Which translation is right is learned from receipts whose recipient is known too: "10" may be sixteen or ten, but seldom are both
 * on their way to the same number. {@value #PROOFS} receipts in a row that allow one reading only settle it.
 */
final class ProviderIds {
    /** Submissions remembered while the format is unknown. */
    static final int RECENT_MAX = 8192;

    /** Receipts in a row that must agree. */
    static final int PROOFS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ProviderIds.class);
    private static final IdFormat[] READINGS = {IdFormat.SAME, IdFormat.HEX_TO_DECIMAL, IdFormat.DECIMAL_TO_HEX};

    private final String channel;
    private final Map<String, String> recent = new LinkedHashMap<>();
    private IdFormat format;
    private IdFormat favourite = IdFormat.SAME;
    private int proofs;
    private boolean answersHex;
    private boolean receiptsHex;

    ProviderIds(String channel, IdFormat format) {
        this.channel = channel;
        this.format = format;
    }

    /**
     * What a receipt's id may mean, likeliest first.
     *
     * @param certain whether the first is the one
     */
    record Reading(List<Candidate> candidates, boolean certain) {
        String first() {
            return candidates.get(0).id();
        }
    }

    /** A canonical id, and the format under which the receipt means it. */
    record Candidate(String id, IdFormat format) {}

    IdFormat format() {
        return format;
    }

    boolean isLearning() {
        return format == IdFormat.LEARN;
    }

    /**
     * Notes the id of an answered submission.
     *
     * @return its canonical form
     */
    String submitted(String text, String recipient) {
        String id = IdText.normal(text);
        if (isLearning()) {
            answersHex |= IdText.hasHexLetters(id);
            recent.put(id, recipient);
            if (recent.size() > RECENT_MAX) {
                var oldest = recent.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return id;
    }

    /**
     * Reads the id of a receipt, and learns from it.
     *
     * @param source of the receipt, by rights the recipient of the message
     * @param destination of the receipt; some message centres forget to exchange the two
     */
    Reading received(String text, String source, String destination) {
        String id = IdText.normal(text);
        if (!isLearning()) {
            return certain(id, format);
        }
        receiptsHex |= IdText.hasHexLetters(id);
        List<Candidate> candidates = candidates(id);
        if (candidates.size() == 1) {
            return new Reading(candidates, true);
        }
        Candidate known = onlyKnown(candidates, source, destination);
        if (known == null) {
            return new Reading(candidates, false);
        }
        proven(known.format());
        return new Reading(List.of(known), true);
    }

    /** A receipt was found to belong to its message under this format and no other. */
    void proven(IdFormat found) {
        if (!isLearning()) {
            return;
        }
        proofs = found == favourite ? proofs + 1 : 1;
        favourite = found;
        if (proofs >= PROOFS) {
            format = found;
            recent.clear();
            LOG.info(
                    "channel {}: receipts give ids in the form {}; set idFormat to have it known after a restart",
                    channel,
                    found);
        }
    }

    private static Reading certain(String id, IdFormat format) {
        String translated = translate(id, format);
        return new Reading(List.of(new Candidate(translated == null ? id : translated, format)), true);
    }

    private List<Candidate> candidates(String id) {
        List<Candidate> candidates = new ArrayList<>(READINGS.length);
        add(candidates, id, favourite);
        for (IdFormat reading : READINGS) {
            add(candidates, id, reading);
        }
        return candidates;
    }

    private void add(List<Candidate> candidates, String id, IdFormat reading) {
        boolean refuted = (reading == IdFormat.HEX_TO_DECIMAL && receiptsHex)
                || (reading == IdFormat.DECIMAL_TO_HEX && answersHex);
        String translated = refuted ? null : translate(id, reading);
        if (translated != null && candidates.stream().noneMatch(c -> c.id().equals(translated))) {
            candidates.add(new Candidate(translated, reading));
        }
    }

    private static @Nullable String translate(String id, IdFormat reading) {
        return switch (reading) {
            case HEX_TO_DECIMAL -> IdText.hexOf(id);
            case DECIMAL_TO_HEX -> IdText.decimalOf(id);
            default -> id;
        };
    }

    /** The one candidate that was submitted to this number, or null if none or several were. */
    private @Nullable Candidate onlyKnown(List<Candidate> candidates, String source, String destination) {
        Candidate known = null;
        for (Candidate candidate : candidates) {
            String recipient = recent.get(candidate.id());
            if (recipient != null
                    && (Address.sameNumber(recipient, source) || Address.sameNumber(recipient, destination))) {
                if (known != null) {
                    return null;
                }
                known = candidate;
            }
        }
        return known;
    }
}
