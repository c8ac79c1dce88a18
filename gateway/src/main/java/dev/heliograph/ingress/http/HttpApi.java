package dev.heliograph.ingress.http;

import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Pressure;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.content.PageLink;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.websocket.EventSockets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API stands on; one for all instances of {@link HttpIngress}.
 *
 * @param pressure how full the node is: bodies wait for a moment before they are read
 * @param events for pages
 * @param sockets for WebSockets: shared, because the newer of two connections wins wherever it comes in
 * @param recipients what is known of them
 * @param wallClockMillis milliseconds since 1970
 * @param people who wants nothing more, and what was said
 * @param mounts routes of other rooms on the same port, such as {@code /hooks/}
 * @param campaigns of the node; null when there are none
 * @param pages gives the links of landing pages, for who asks after a message; null when there are none
 */
public record HttpApi(
        HttpOptions options,
        Admission admission,
        Pressure pressure,
        Accounts accounts,
        EventSource events,
        EventSockets sockets,
        ChannelCatalog channels,
        RecipientBook recipients,
        LongSupplier wallClockMillis,
        TwoWay people,
        List<Mount> mounts,
        @Nullable PageLink pages,
        @Nullable Campaigns campaigns) {
    public HttpApi {
        mounts = List.copyOf(mounts);
    }
}
