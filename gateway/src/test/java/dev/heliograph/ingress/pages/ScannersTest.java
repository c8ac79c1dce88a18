package dev.heliograph.ingress.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Cidr;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannersTest {
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";

    private static boolean isPerson(String method, String... headers) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return Scanners.isPerson(new PageRequest(method, "t", "seen", Map.of(), Map.of(), all, "a"));
    }

    @Test
    void aPhonesBrowserIsAPerson() {
        assertThat(isPerson("GET", "User-Agent", PHONE)).isTrue();
        assertThat(isPerson("GET", "User-Agent", PHONE, "Sec-Fetch-Dest", "image", "Sec-Fetch-Site", "same-origin"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl/8.5.0",
                "WhatsApp/2.23.20.0 A",
                "facebookexternalhit/1.1",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
                "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0.0.0 Safari/537.36"
            })
    void whatSaysWhoItIsIsNone(String agent) {
        assertThat(isPerson("GET", "User-Agent", agent)).isFalse();
    }

    @Test
    void whatIsFetchedBeforeAnybodyLooksOrByHandIsNone() {
        assertThat(isPerson("GET")).isFalse();
        assertThat(isPerson("HEAD", "User-Agent", PHONE)).isFalse();
        assertThat(isPerson("GET", "User-Agent", PHONE, "Sec-Purpose", "prefetch;prerender"))
                .isFalse();
        assertThat(isPerson("GET", "User-Agent", PHONE, "Purpose", "prefetch")).isFalse();
        assertThat(isPerson("GET", "User-Agent", PHONE, "Sec-Fetch-Dest", "document"))
                .isFalse();
        assertThat(isPerson("GET", "User-Agent", PHONE, "Sec-Fetch-Site", "cross-site"))
                .isFalse();
    }

    @Test
    void onlyAKnownProxySaysForWhomItAsks() throws Exception {
        List<Cidr> proxies = List.of(Cidr.parse("10.0.0.0/8"));
        InetAddress proxy = InetAddress.getByName("10.1.2.3");
        assertThat(PageRequest.addressOf(proxy, "1.1.1.1, 2.2.2.2", proxies)).isEqualTo("2.2.2.2");
        assertThat(PageRequest.addressOf(InetAddress.getByName("11.1.2.3"), "2.2.2.2", proxies))
                .isEqualTo("11.1.2.3");
        assertThat(PageRequest.addressOf(InetAddress.getByName("2001:db8::1"), null, proxies))
                .isEqualTo(PageRequest.addressOf(InetAddress.getByName("2001:db8::2"), null, proxies));
    }

    @Test
    void guessesAreCountedByTheMinute() {
        Guesses guesses = new Guesses(2, 10);
        guesses.add("a", 60_000);
        assertThat(guesses.isOver("a", 60_001)).isFalse();
        guesses.add("a", 60_001);
        assertThat(guesses.isOver("a", 60_002)).isTrue();
        assertThat(guesses.isOver("b", 60_002)).isFalse();
        assertThat(guesses.isOver("a", 120_000)).isFalse();
    }
}
