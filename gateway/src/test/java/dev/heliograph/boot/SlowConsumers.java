package dev.heliograph.boot;

import com.cloudhopper.smpp.SmppBindType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;

/** One account's worst consumers: a WebSocket that does not read, a webhook that hangs, an SMPP receiver that never answers. */
final class SlowConsumers implements AutoCloseable {
    private final WebhookReceiver hanging = new WebhookReceiver();
    private Esme deaf;
    private WebSocket unread;

    SlowConsumers() throws Exception {
        hanging.hang();
    }

    /** A configuration with an account "demo", whose webhooks are this hanging one and {@code well}, and a neighbour "other". */
    String yaml(Path folder, int smscPort, WebhookReceiver well) {
        String webhook = "{url: '%s', secret: '%s', allowPrivate: true, window: 50}";
        return Running.yaml(folder, smscPort)
                .replace("  demo: {smpp: {systemId: demo, password: demo}, apiKeys: [demo-key]}", """
                          demo:
                            smpp: {systemId: demo, password: demo, window: 10}
                            apiKeys: [demo-key]
                            webhooks:
                              hanging: %s
                              well: %s
                          other: {apiKeys: [other-key]}
                        """.formatted(
                        webhook.formatted(hanging.url(), hanging.secret()),
                        webhook.formatted(well.url(), well.secret())).stripTrailing());
    }

    /** Brings the WebSocket and the receiver; the webhook hangs from the beginning. */
    void attach(Running running) throws Exception {
        unread = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer demo-key")
                .buildAsync(
                        URI.create(
                                "ws://127.0.0.1:" + running.gateway.httpPort() + "/v1/events?consumer=unread&after=0"),
                        new WebSocket.Listener() {
                            @Override
                            public void onOpen(WebSocket socket) {
                                // Asks for nothing.
                            }
                        })
                .get();
        deaf = Esme.bind(running.gateway.smppPort(), SmppBindType.RECEIVER, 100);
        deaf.deaf = true;
    }

    /** @return deliver_sm that the receiver was sent and did not answer */
    int deliveriesUnanswered() {
        return deaf.unanswered.get();
    }

    /** @return requests that the webhook has read and not answered */
    int requestsUnanswered() {
        return hanging.requests();
    }

    @Override
    public void close() {
        if (deaf != null) {
            deaf.close();
        }
        if (unread != null) {
            unread.abort();
        }
        hanging.close();
    }
}
