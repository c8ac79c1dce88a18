package dev.heliograph.channel.messenger;

import dev.heliograph.channel.ContractRow;
import dev.heliograph.simulator.web.StandInProvider;
import java.util.HashMap;
import java.util.Map;

/** What Messenger and Instagram are set up with, and what neither can show. */
final class PageRows {
    private PageRows() {}

    static Map<String, String> settings(String node) {
        return Map.of(
                node,
                "200",
                "token",
                StandInProvider.SECRET,
                "appSecret",
                StandInProvider.SECRET,
                "verifyToken",
                StandInProvider.SECRET,
                "version",
                "v23.0",
                "tag",
                "");
    }

    static Map<ContractRow, String> and(Map<ContractRow, String> more) {
        Map<ContractRow, String> missing = new HashMap<>(more);
        missing.put(ContractRow.NOT_REACHABLE_LATER, "what was taken is never reported failed");
        missing.put(ContractRow.THROTTLED_WITH_HINT, "the Graph API gives no Retry-After");
        missing.put(ContractRow.RECIPIENT_THROTTLED, "no code says that one thread is meant");
        missing.put(ContractRow.TEMPLATE_INVALID, "only what is a template is refused as one; see PageProviderTest");
        missing.put(ContractRow.TOKEN_RENEWED, "a page's token does not end");
        missing.put(ContractRow.EXPIRED, "a message without a time to live does not expire");
        missing.put(ContractRow.LATE, "nothing is reported failed, so nothing comes after that");
        return missing;
    }
}
