package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.ElsewhereClient.NotAllowed;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files may be fetched from that a provider's words name, with names that are looked up nowhere. */
class ElsewhereClientTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "files.example.com", List.of("17.0.0.1"),
            "inside.example.com", List.of("10.1.2.3"),
            "both.example.com", List.of("17.0.0.1", "169.254.169.254"));

    private final List<String> sent = new ArrayList<>();

    private static Future<List<InetAddress>> resolve(String host) {
        try {
            List<InetAddress> found = new ArrayList<>();
            boolean name = host.matches(".*[g-z].*");
            if (name && !NAMES.containsKey(host)) {
                return Future.failedFuture(new UnknownHostException(host));
            }
            for (String literal : NAMES.getOrDefault(host, List.of(host))) {
                found.add(InetAddress.getByName(literal));
            }
            return Future.succeededFuture(found);
        } catch (UnknownHostException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<WebAnswer> ask(String baseUrl, String url) {
        return new ElsewhereClient(baseUrl, ElsewhereClientTest::resolve, (request, address) -> {
                    sent.add(request.path() + " at " + (address == null ? "its host" : address.getHostAddress()));
                    return Future.succeededFuture(HookFixture.answer(200, ""));
                })
                .send(WebRequest.get(url));
    }

    private Future<WebAnswer> ask(String url) {
        return ask("https://provider.example.com", url);
    }

    @Test
    void aPublicHostIsAskedOverTlsAtTheAddressThatWasLookedAt() {
        assertThat(ask("https://files.example.com/1").succeeded()).isTrue();
        assertThat(sent).containsExactly("https://files.example.com/1 at 17.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.example.com/1",
                "https://inside.example.com/",
                "https://both.example.com/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/latest/meta-data",
                "https://192.168.0.1/",
                "https://user@files.example.com/",
                "https:files",
                "http://provider.example.com/"
            })
    void nothingIsFetchedFromAnywhereElse(String url) {
        assertThat(ask(url).cause()).isInstanceOf(NotAllowed.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void whereTheConfigurationPointsToIsAllowed() {
        String standIn = "http://127.0.0.1:2777/apple";
        assertThat(ask(standIn, "http://127.0.0.1:2777/apple/download/1").succeeded())
                .isTrue();
        assertThat(ask("https://10.0.0.1", "https://10.0.0.1:443/1").succeeded())
                .isTrue();
        assertThat(ask(standIn, "/v1/preDownload").succeeded()).isTrue();
        assertThat(ask(standIn, "http://127.0.0.1:8081/admin").cause()).isInstanceOf(NotAllowed.class);
        assertThat(sent)
                .containsExactly(
                        "http://127.0.0.1:2777/apple/download/1 at its host",
                        "https://10.0.0.1:443/1 at its host",
                        "/v1/preDownload at its host");
    }

    @Test
    void aNameThatCannotBeLookedUpNowIsForLater() {
        assertThat(ask("https://unknown.example.org/").cause()).isInstanceOf(UnknownHostException.class);
    }
}
