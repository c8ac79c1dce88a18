package dev.heliograph.channel.voice;

import dev.heliograph.channel.ContractRow;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What no provider of calls can show. */
final class VoiceRows {
    private static final int SHORT = 750;

    private VoiceRows() {}

    static Map<ContractRow, String> and(Map<ContractRow, String> more) {
        Map<ContractRow, String> missing = new HashMap<>(more);
        missing.put(ContractRow.READ, "nobody says whether somebody listened");
        missing.put(ContractRow.RECEIPTS_DISORDERED, "there is one receipt");
        missing.put(ContractRow.OUTSIDE_WINDOW, "there is no window");
        missing.put(ContractRow.OPTED_OUT, "a telephone has no list of its own");
        missing.put(ContractRow.THROTTLED_WITH_HINT, "there is no hint");
        missing.put(ContractRow.RECIPIENT_THROTTLED, "there is no limit of this kind");
        missing.put(ContractRow.TEMPLATE_INVALID, "there are no templates");
        missing.put(ContractRow.MEDIA_ERROR, "there are no media");
        missing.put(ContractRow.TOKEN_RENEWED, "the credentials do not end");
        missing.put(ContractRow.EXPIRED, "a call that nobody answers has failed");
        missing.put(ContractRow.LATE, "a call ends once");
        missing.put(ContractRow.INBOUND, "calls are one way");
        missing.put(ContractRow.REPLAYED, "calls are one way; repeated receipts are another row");
        return missing;
    }

    /** One message is one call, so nothing may be longer than a call. */
    static List<Element> sayable(List<Element> elements) {
        return elements.stream()
                .filter(element -> PlainText.of(element).length() <= SHORT)
                .toList();
    }
}
