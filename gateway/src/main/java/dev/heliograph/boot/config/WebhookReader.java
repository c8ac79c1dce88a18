package dev.heliograph.boot.config;

import dev.heliograph.admission.Cidr;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.json.EventTypes;
import dev.heliograph.egress.webhook.SigningSecret;
import dev.heliograph.egress.webhook.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code accounts.NAME.webhook:} and each group under {@code accounts.NAME.webhooks:}. */
final class WebhookReader {
    private static final String SECRET_FORM =
            "whsec_ and the base 64 of 24 to 64 random octets, as in: echo whsec_$(openssl rand -base64 32)";
    private static final String NAME_FORM = "letters, digits, dots, hyphens and underscores, at most 64";

    static final Key<URI> URL = Key.of("url", "https://HOST/PATH or http://HOST/PATH", WebhookReader::url)
            .required(URI.create("https://example.com/"));
    static final Key<SigningSecret> SECRET =
            Key.of("secret", SECRET_FORM, SigningSecret::parse).asSecret();
    static final Key<SigningSecret> SECRETS =
            Key.of("secrets", SECRET_FORM, SigningSecret::parse).asSecret();
    static final Key<String> TYPES =
            Key.of("types", "receipt, inbound", text -> text.equals("receipt") || text.equals("inbound") ? text : null);
    static final Key<Webhook.Format> FORMAT =
            Key.oneOf("format", Webhook.Format.class).orElse(Webhook.Format.HELIOGRAPH);
    static final Key<Integer> WINDOW =
            Key.integer("window", 1, Webhook.WINDOW_MAX).orElse(Webhook.WINDOW_DEFAULT);
    static final Key<Integer> TIMEOUT =
            Key.integer("timeoutMillis", 1_000, 60_000).orElse((int) Webhook.TIMEOUT_MILLIS_DEFAULT);
    static final Key<Boolean> ALLOW_PRIVATE = Key.bool("allowPrivate").orElse(false);
    static final Key<Cidr> ALLOW = Key.of("allow", "addresses or blocks such as 10.0.0.0/8", Cidr::parse);
    static final Key<Path> AUTHORITY = HttpSection.pem("authority");

    private static final List<Cidr> EVERYWHERE = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

    private WebhookReader() {}

    /** @return the endpoints of an account that have no fault */
    static List<Webhook> readAll(String account, Section section) {
        List<Webhook> webhooks = new ArrayList<>();
        if (section.has("webhook")) {
            add(account, Webhook.NAME_DEFAULT, section.child("webhook"), webhooks);
        }
        section.children("webhooks").forEach((name, group) -> {
            if (name.equals(Callbacks.NAME)) {
                group.fault("", "the name '" + name + "'", "another name: this one is that of the dialects' callbacks");
            } else if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                group.fault("", "the name '" + name + "'", NAME_FORM);
            } else if (webhooks.stream().anyMatch(webhook -> webhook.name().equals(name))) {
                group.fault("", "the name of the webhook that has none", "another name");
            } else {
                add(account, name, group, webhooks);
            }
        });
        return webhooks;
    }

    private static void add(String account, String name, Section section, List<Webhook> webhooks) {
        Webhook webhook = section.build(keys -> read(account, name, keys));
        if (webhook != null) {
            webhooks.add(webhook);
        }
    }

    private static Webhook read(String account, String name, Section section) {
        URI url = section.get(URL);
        if ("http".equals(url.getScheme())) {
            section.warn(URL.name(), "events travel in clear; https does better");
        }
        Webhook.Format format = section.get(FORMAT);
        return new Webhook(
                account,
                name,
                url,
                secrets(section, format),
                types(section),
                section.get(WINDOW),
                section.get(TIMEOUT),
                allowed(section, ALLOW, ALLOW_PRIVATE),
                format,
                section.find(AUTHORITY));
    }

    private static List<SigningSecret> secrets(Section section, Webhook.Format format) {
        SigningSecret only = section.find(SECRET);
        List<SigningSecret> several = section.list(SECRETS);
        if (only != null && several.isEmpty()) {
            return List.of(only);
        }
        if (only == null && several.isEmpty() && format == Webhook.Format.CM) {
            return List.of();
        }
        if (only != null || several.isEmpty() || several.size() > Webhook.SECRETS_MAX) {
            section.fault(
                    SECRETS.name(),
                    only != null ? "secret and secrets" : several.size() + " secrets",
                    "secret, or secrets with one or two");
            return List.of(SigningSecret.parse(SigningSecret.generate()));
        }
        return several;
    }

    private static EventTypes types(Section section) {
        List<String> types = section.list(TYPES);
        return types.isEmpty() ? EventTypes.ALL : new EventTypes(types.contains("receipt"), types.contains("inbound"));
    }

    /** @return addresses that may be connected to although they are not public */
    static List<Predicate<InetAddress>> allowed(Section section, Key<Cidr> allow, Key<Boolean> allowPrivate) {
        List<Predicate<InetAddress>> allowed = new ArrayList<>(section.list(allow));
        if (section.get(allowPrivate)) {
            allowed.addAll(EVERYWHERE);
        }
        return allowed;
    }

    private static @Nullable URI url(String text) {
        URI url = URI.create(text);
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null ? url : null;
    }
}
