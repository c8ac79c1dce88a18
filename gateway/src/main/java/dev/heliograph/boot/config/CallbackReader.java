package dev.heliograph.boot.config;

import dev.heliograph.admission.Cidr;
import dev.heliograph.egress.callback.CallbackWish;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.webhook.Webhook;
import org.jspecify.annotations.Nullable;

/** {@code accounts.NAME.callbacks:}. */
final class CallbackReader {
    private enum Method {
        GET,
        POST
    }

    static final Key<Integer> WINDOW =
            Key.integer("window", 1, Webhook.WINDOW_MAX).orElse(Callbacks.WINDOW_DEFAULT);
    static final Key<Integer> TIMEOUT =
            Key.integer("timeoutMillis", 1_000, 60_000).orElse((int) Callbacks.TIMEOUT_MILLIS_DEFAULT);
    static final Key<Boolean> ALLOW_PRIVATE = Key.bool("allowPrivate").orElse(false);
    static final Key<Cidr> ALLOW = Key.of("allow", "addresses or blocks such as 10.0.0.0/8", Cidr::parse);
    static final Key<String> INBOUND_URL = Key.of(
            "inboundUrl",
            "https://HOST/PATH or http://HOST/PATH, with Kannel's escape codes if it is Kannel's",
            text -> CallbackWish.isUrl(text) ? text : null);
    static final Key<CallbackWish.Form> INBOUND_FORM =
            Key.oneOf("inboundForm", CallbackWish.Form.class).orElse(CallbackWish.Form.KANNEL);
    static final Key<Method> INBOUND_METHOD =
            Key.oneOf("inboundMethod", Method.class).orElse(Method.GET);

    private CallbackReader() {}

    static Callbacks read(String account, Section section) {
        return new Callbacks(
                account,
                section.get(WINDOW),
                section.get(TIMEOUT),
                WebhookReader.allowed(section, ALLOW, ALLOW_PRIVATE),
                inbound(section));
    }

    private static Callbacks.@Nullable Inbound inbound(Section section) {
        String url = section.find(INBOUND_URL);
        CallbackWish.Form form = section.get(INBOUND_FORM);
        boolean post = section.get(INBOUND_METHOD) == Method.POST;
        if (url == null) {
            return null;
        }
        if (post && form == CallbackWish.Form.KANNEL) {
            section.fault(INBOUND_METHOD.name(), "post", "get, for Kannel's form says everything in the URL");
        }
        return new Callbacks.Inbound(url, form, post);
    }
}
