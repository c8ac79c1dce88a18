package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.boot.config.Fault;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.channel.web.ProviderKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a configuration, with the one line that an operator gets for it. */
class ConfigurationFaultsTest {
    private static final String CHANNEL =
            "channels: {sms: {kind: smpp, host: h, systemId: gw, password: gw, rate: 10/s}}\n";

    private static final String MAIL = "channels: {m: {kind: email, host: h, from: a@example.com, %s}}\n";

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        CHANNEL.replace("rate: 10/s", "rate: 10/s, statuses: ['401:transient', '402:unknown-outcome']"),
                        "f:1: channels.sms.statuses[1]: found '402:unknown-outcome'; allowed: STATUS:CLASS, such as 0401:not-reachable, with the status in hexadecimal"),
                fault(
                        CHANNEL.replace("rate: 10/s", "rate: 10/s, tlvs: ['1403:0', '1403:01ff']"),
                        "f:1: channels.sms.tlvs[0]: found '1403:0'; allowed: TAG:VALUE in hexadecimal, such as 1403:01ff"),
                fault(
                        CHANNEL.replace("rate: 10/s", "rate: 10/s, price: 4 cents"),
                        "f:1: channels.sms.price: found '4 cents'; allowed: an amount such as 0.045, at most a million and six decimals"),
                fault(
                        CHANNEL.replace("rate: 10/s", "rate: 10/s, prices: {Italy: 0.04}"),
                        "f:1: channels.sms.prices.Italy: found 'Italy'; allowed: two-letter country codes such as IT"),
                fault(
                        CHANNEL.replace("sms:", "auto:"),
                        "f:1: channels.auto: found the name 'auto'; allowed: any other: it stands for the gateway's own choice"),
                fault(
                        CHANNEL + "routes: [{channels: auto, among: [sm]}]",
                        "f:2: routes[0].among: found 'sm', which is no channel; allowed: sms (did you mean 'sms'?)"),
                fault(
                        CHANNEL + "routes: [{channels: sms, among: [sms]}]",
                        "f:2: routes[0].among: found an unknown key; allowed: "),
                fault("mail: {prot: 25}", "f:1: mail.prot: found an unknown key; allowed: host, port"),
                fault("mail: {port: 65536}", "f:1: mail.port: found '65536'; allowed: a whole number 0 to 65535"),
                fault(
                        MAIL.formatted("inbound: {domain: in.example.com, secret: canary}"),
                        "f:1: channels.m.inbound.secret: found a value of another form; allowed: 32 to 256 characters"),
                fault(
                        MAIL.formatted("inbound: {secret: 01234567890123456789012345678901}"),
                        "f:1: channels.m.inbound.domain: found nothing; allowed: a domain such as in.example.com"),
                fault(
                        MAIL.formatted("dkim: {domain: example.com, selector: s, key: /no/such.pem}"),
                        "f:1: channels.m.dkim.key: found '/no/such.pem'; allowed: the path of a PEM file with an RSA key"),
                fault(
                        MAIL.formatted("dkim: {domain: example.com, selector: s, key: pom.xml}"),
                        "f:1: channels.m.dkim.key: found a file without -----BEGIN PRIVATE KEY-----; allowed: the path"),
                fault(
                        "htp: {port: 1}",
                        "f:1: htp: found an unknown key; allowed: node, data, http, ops, smpp, redis, store, "
                                + "limits, pages, mail, accounts, channels, routes (did you mean 'http'?)"),
                fault(
                        "http:\n  prot: 8080",
                        "f:2: http.prot: found an unknown key; allowed: host, port, tls, origins, dialects (did you mean 'port'?)"),
                fault("http:\n  port: high", "f:2: http.port: found 'high'; allowed: a whole number 0 to 65535"),
                fault("http:\n  port: 65536", "f:2: http.port: found '65536'; allowed: a whole number 0 to 65535"),
                fault("http:\n  port: [1]", "f:2: http.port: found a list; allowed: a whole number 0 to 65535"),
                fault("http:\n  port:", "f:2: http.port: found nothing; allowed: a whole number 0 to 65535"),
                fault(
                        "http: {host: 0.0.0.0}\npages: {}",
                        "f:2: pages.baseUrl: found nothing beside http.host 0.0.0.0; allowed: a URL of at most 100"),
                fault(
                        "pages: {baseUrl: 'https://m.example/'}",
                        "f:1: pages.baseUrl: found 'https://m.example/'; allowed"),
                fault(
                        "pages: {nodes: {gw-2: 'https://10.0.0.2:8080'}}",
                        "f:1: pages.nodes: found other nodes without a secret; allowed: pages.secret beside it"),
                fault(
                        "pages: {nodes: {two: 'https://10.0.0.2:8080'}}",
                        "f:1: pages.nodes.two: found 'two'; allowed: a name that ends in a number"),
                fault(
                        "pages: {nodes: {gw-2: '10.0.0.2'}}",
                        "f:1: pages.nodes.gw-2: found '10.0.0.2'; allowed: a URL of at most 100"),
                fault(
                        "pages: {secret: canary}",
                        "f:1: pages.secret: found a value of another form; allowed: 32 to 256"),
                fault("http: 8080", "f:1: http: found a single value; allowed: a group of keys"),
                fault("http: {host: 'a b'}", "f:1: http.host: found 'a b'; allowed: an address or host name"),
                fault(
                        "node: gateway",
                        "f:1: node: found 'gateway'; allowed: a name that ends in a number 0 to 32767, such as gw-1"),
                fault(
                        "node: gw-100001",
                        "f:1: node: found 'gw-100001'; allowed: a name that ends in a number 0 to 32767, such as gw-1"),
                fault(
                        "accounts:\n  a: {validity: P8D}",
                        "f:2: accounts.a.validity: found 'P8D'; allowed: a time span PT10S to P"),
                fault(
                        "smpp: {unboundPerAddressMax: 0}",
                        "f:1: smpp.unboundPerAddressMax: found '0'; allowed: a whole number 1 to 1000000"),
                fault("node: gw-1\n\nnode: gw-2", "f:3: node: found the key a second time; allowed: each key once"),
                fault("a: &x 1\nhttp: *x", "f:2: http: found an alias; allowed: the value itself"),
                fault("- 1", "f:1: found a list; allowed: keys such as 'http:' and 'accounts:'"),
                fault("http: {port: 1", "f:1: found a fault of YAML: "),
                fault(
                        "redis: {uri: localhost}",
                        "f:1: redis.uri: found a value of another form; allowed: redis://HOST:PORT"),
                fault("redis: {}", "f:1: redis.uri: found nothing; allowed: redis://HOST:PORT"),
                fault(
                        "store: {retention: 3 days}",
                        "f:1: store.retention: found '3 days'; allowed: a time span PT1H to PT8760H"),
                fault(
                        "limits: {eventsPerAccount: 1000}",
                        "f:1: limits.eventsPerAccount: found '1000'; allowed: a power of two"),
                fault(
                        "ops: {token: short}",
                        "f:1: ops.token: found a value of another form; allowed: a token of at least 16"),
                fault(
                        "ops: {host: 0.0.0.0}",
                        "f:1: ops.host: found '0.0.0.0' without a token; allowed: 127.0.0.1, or a token"),
                fault(
                        "accounts:\n  a:\n    rate: fast",
                        "f:3: accounts.a.rate: found 'fast'; allowed: a number a second"),
                fault(
                        "accounts:\n  a:\n    rate: 10/day",
                        "f:3: accounts.a.rate: found '10/day'; allowed: a number a second"),
                fault(
                        "accounts:\n  a:\n    rate: 0/s",
                        "f:3: accounts.a.rate: found '0/s'; allowed: a number a second"),
                fault(
                        "accounts:\n  a:\n    burst: 10",
                        "f:3: accounts.a.burst: found a burst without a rate; allowed: both"),
                fault("accounts:\n  a b: {}", "f:2: accounts.a b: found the name 'a b'; allowed: letters, digits"),
                fault(
                        "accounts:\n  a:\n    numbers: ['+12345']",
                        "f:3: accounts.a.numbers[0]: found '+12345'; allowed: digits"),
                fault(
                        "accounts:\n  a:\n    smpp:\n      systemId: a\n      password: secret\n      allow: [10.0.0.0/8, 10.0.0.0/33]",
                        "f:6: accounts.a.smpp.allow[1]: found '10.0.0.0/33'; allowed: addresses or blocks such as 10.0.0.0/8"),
                fault(
                        "accounts: {a: {smpp: {systemId: a, password: s, allow: [example.net]}}}",
                        "f:1: accounts.a.smpp.allow[0]: found 'example.net'; allowed: addresses"),
                fault(
                        "accounts: {a: {smpp: {systemId: abcdefghijklmnop, password: s}}}",
                        "f:1: accounts.a.smpp.systemId: found " + "'abcdefghijklmnop'; allowed: 1 to 15 characters"),
                fault(
                        "accounts: {a: {smpp: {systemId: a}}}",
                        "f:1: accounts.a.smpp.password: found nothing; allowed: "),
                fault(
                        "accounts: {a: {smpp: {systemId: a, password: canary-123}}}",
                        "f:1: accounts.a.smpp.password: found 10 " + "characters; allowed: at most 8"),
                fault(
                        "accounts: {a: {apiKeys: ['sha256:12']}}",
                        "f:1: accounts.a.apiKeys: found a hash of another length"),
                fault(
                        "accounts:\n  a: {smpp: {systemId: x, password: s}}\n  b: {smpp: {systemId: x, password: s}}",
                        "f:3: accounts.b.smpp.systemId: found systemId 'x', which account 'a' has too; allowed: one that no other"),
                fault(
                        "accounts:\n  a: {apiKeys: [canary]}\n  b: {apiKeys: [canary]}",
                        "f:3: accounts.b.apiKeys: found an API key, which account 'a' has too; allowed: one that no other"),
                fault(
                        "accounts:\n  a: {numbers: [12345]}\n  b: {numbers: [12345]}",
                        "f:3: accounts.b.numbers: found number '12345', which account 'a' has too"),
                fault(
                        "http: {host: 0.0.0.0}\naccounts:\n  demo:\n    apiKeys: [demo]",
                        "f:4: accounts.demo.apiKeys: found the demo key beside http.host 0.0.0.0; allowed: a key of your own"),
                fault(
                        "smpp: {host: '::'}\naccounts:\n  x:\n    smpp:\n      systemId: demo\n      password: demo",
                        "f:6: accounts.x.smpp.password: found the demo password beside smpp.host ::; allowed: a password"),
                fault(
                        "accounts: {a: {apiKeys: ['${NO_SUCH_VARIABLE}']}}",
                        "f:1: accounts.a.apiKeys[0]: found "
                                + "${NO_SUCH_VARIABLE}, which is not set; allowed: the name of a set environment variable"),
                fault(
                        "accounts: {a: {apiKeys: ['file:/no/such/file']}}",
                        "f:1: accounts.a.apiKeys[0]: found a file that "
                                + "cannot be read: /no/such/file; allowed: a readable file"),
                fault(
                        "channels: {c: {kind: smoke, rate: 1/s}}",
                        "f:1: channels.c.kind: found 'smoke'; allowed: " + kinds()),
                fault("channels: {c: {rate: 1/s}}", "f:1: channels.c.kind: found nothing; allowed: " + kinds()),
                fault(
                        "channels: {c: {kind: smpp, host: h, systemId: a, password: b}}",
                        "f:1: channels.c.rate: found nothing"),
                fault(
                        "channels: {c: {kind: smpp, host: h, systemId: a, password: b, rate: 1/s, windw: 3}}",
                        "f:1: " + "channels.c.windw: found an unknown key; allowed: "),
                fault(
                        CHANNEL + "routes:\n  - {channels: [smd]}",
                        "f:3: routes[0].channels: found 'smd', which is no channel; "
                                + "allowed: sms (did you mean 'sms'?)"),
                fault(
                        CHANNEL + "routes:\n  - {}",
                        "f:3: routes[0].channels: found nothing; allowed: at least one channel"),
                fault(CHANNEL + "routes: {channels: [sms]}", "f:2: routes: found a group of keys; allowed: a list"),
                fault(
                        CHANNEL + "routes:\n  - {when: {country: [it]}, channels: [sms]}",
                        "f:3: routes[0].when.country[0]: found "
                                + "'it'; allowed: two-letter country codes such as IT"),
                fault(
                        CHANNEL + "routes:\n  - {when: {time: noon}, channels: [sms]}",
                        "f:3: routes[0].when.time[0]: found 'noon'; allowed: hours of the day such as 08:00-20:00"),
                fault(
                        CHANNEL + "routes:\n  - {when: {zone: Rome}, channels: [sms]}",
                        "f:3: routes[0].when.zone: found 'Rome'; allowed: a time zone such as Europe/Rome"),
                fault(
                        CHANNEL + "routes:\n  - {channels: [sms], steps: [{channel: rcs, until: read}]}",
                        "f:3: routes[0].steps[0].channel: found 'rcs'; allowed: one of the route's channels"),
                fault(
                        CHANNEL + "routes:\n  - {when: {account: nobody}, channels: [sms]}",
                        "f:3: routes[0].when.account: found "
                                + "'nobody', which is no account; allowed: none, there is no account"));
    }

    /** @return every kind of channel, as a refusal lists them */
    static String kinds() {
        return Stream.concat(
                        Stream.of("smpp", "email"),
                        ChannelKinds.PROVIDERS.stream().map(ProviderKind::name))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Arguments fault(String yaml, String line) {
        return Arguments.of(yaml, line);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faults")
    void isOneLineWithFileLineKeyFoundAndAllowed(String yaml, String line) {
        List<Fault> faults = faultsOf(yaml);

        assertThat(faults)
                .extracting(Fault::toString)
                .anySatisfy(text -> assertThat(text).startsWith(line));
        assertThat(faults)
                .extracting(Fault::toString)
                .noneMatch(text -> text.contains("canary") || text.contains("\n"));
    }

    @Test
    void allAreReportedAtOnceInTheOrderOfTheFile() {
        String yaml =
                "http: {port: x}\nops: {prt: 1}\naccounts:\n  a:\n    rate: no\nchannels:\n  c: {kind: none}\nroutes:\n  - {channels: [d]}";

        assertThat(faultsOf(yaml)).extracting(Fault::line).containsExactly(1, 2, 5, 7, 9);
    }

    @Test
    void aMissingFileIsAFaultToo() {
        Loaded loaded = ChannelKinds.reader().read(java.nio.file.Path.of("no-such.yaml"));

        assertThat(((Loaded.Bad) loaded).faults())
                .extracting(Fault::toString)
                .containsExactly("no-such.yaml:1: found no such file; allowed: a readable configuration file");
    }

    private static List<Fault> faultsOf(String yaml) {
        Loaded loaded = ChannelKinds.reader().read("f", yaml);
        assertThat(loaded).isInstanceOf(Loaded.Bad.class);
        return ((Loaded.Bad) loaded).faults();
    }
}
