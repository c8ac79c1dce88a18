package dev.heliograph.boot.config;

import dev.heliograph.ops.AdminToken;
import org.jspecify.annotations.Nullable;

/**
 * {@code ops:}, the door for operators: console page, admin API, metrics, health.
 *
 * @param host address to listen on, default 127.0.0.1
 * @param port default 8081; 0 for any free one
 * @param token what admin calls must bring; null to have one made and printed at each start
 * @param tls with it the same port speaks TLS and nothing else; null, the default, for plain HTTP
 */
public record OpsSection(String host, int port, @Nullable AdminToken token, HttpSection.@Nullable Tls tls) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(8081);
    static final Key<AdminToken> TOKEN = Key.of(
                    "token",
                    "a token of at least " + AdminToken.LENGTH_MIN
                            + " characters, or sha256: and its 64 hexadecimal digits",
                    text -> text.startsWith(Hashes.SHA256)
                            ? new AdminToken(text.substring(Hashes.SHA256.length()))
                            : AdminToken.of(text))
            .asSecret();

    public static final OpsSection DEFAULT = new OpsSection("127.0.0.1", 8081, null, null);

    public OpsSection {
        HOST.check(host);
        PORT.check(port);
    }

    static OpsSection read(Section section) {
        HttpSection.Tls tls = section.has("tls") ? section.child("tls").build(HttpSection.Tls::read) : null;
        return new OpsSection(section.get(HOST), section.get(PORT), section.find(TOKEN), tls);
    }

    public OpsSection withPort(int newPort) {
        return new OpsSection(host, newPort, token, tls);
    }
}
