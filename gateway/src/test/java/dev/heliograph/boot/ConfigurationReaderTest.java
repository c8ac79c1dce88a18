package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.ConfigurationReader;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.message.MessageState;
import dev.heliograph.routing.DailyHours;
import dev.heliograph.routing.Price;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.StepWish;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.throttle.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a good file turns into. */
class ConfigurationReaderTest {
    @TempDir
    Path folder;

    private static final String WHOLE = """
            node: gw-7
            data: /var/lib/heliograph
            http:  {host: 0.0.0.0, port: 18080}
            ops:   {host: 127.0.0.1, port: 0}
            smpp:  {host: 127.0.0.1, port: 12775}
            redis: {uri: "redis://127.0.0.1:6379", required: false}
            store: {retention: PT24H}
            limits: {heldPerChannel: 1000, eventsPerAccount: 64, drainMillis: 500}
            accounts:
              shop:
                smpp:    {systemId: shop, password: "pw", binds: 3, window: 50, allow: [127.0.0.0/8, "::1"]}
                apiKeys: ["sha256:2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE", "file:key.txt"]
                rate:    600/min
                burst:   7
                senders: [Shop]
                numbers: [12345]
                validity: PT1H
            channels:
              sms-main: {kind: smpp, host: smsc.example.net, port: 2776, systemId: gw, password: gw, rate: 2000/s, burst: 200, onUnknown: hold, tries: 3,
                unknownTries: 2, receiptGrace: PT2H}
            routes:
              - when: {country: [IT, NL], account: shop, time: ["08:00-20:00", "22:00-23:30"], zone: Europe/Rome, content: carousel}
                channels: [sms-main]
                until: sent
                after: PT30S
                steps: [{channel: sms-main, until: read}]
              - {channels: sms-main}
            """;

    private Configuration read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("heliograph.yaml"), yaml);
        Loaded loaded = ChannelKinds.reader().read(file);
        assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Good.class);
        return ((Loaded.Good) loaded).configuration();
    }

    @Test
    void everySectionIsRead() throws IOException {
        Files.writeString(folder.resolve("key.txt"), "from-a-file\n");
        Configuration read = read(WHOLE);

        assertThat(read.node().number()).isEqualTo(7);
        assertThat(read.data()).isEqualTo(Path.of("/var/lib/heliograph"));
        assertThat(read.http().host()).isEqualTo("0.0.0.0");
        assertThat(read.http().port()).isEqualTo(18080);
        assertThat(read.ops().port()).isZero();
        assertThat(read.smpp().port()).isEqualTo(12775);
        assertThat(read.redis()).isNotNull();
        assertThat(read.redis().required()).isFalse();
        assertThat(read.store().toOptions(read.data(), read.node()).retentionHours())
                .isEqualTo(24);
        assertThat(read.limits().heldPerChannel()).isEqualTo(1000);
        assertThat(read.limits().drainMillis()).isEqualTo(500);
    }

    @Test
    void anAccountIsReadAndItsSecretsAreHashed() throws IOException {
        Files.writeString(folder.resolve("key.txt"), "from-a-file\n");
        Account shop = read(WHOLE).accounts().get(0);

        assertThat(shop.smpp()).isNotNull();
        assertThat(shop.smpp().password().matches("pw")).isTrue();
        assertThat(shop.smpp().password().matches("other")).isFalse();
        assertThat(shop.smpp().bindsMax()).isEqualTo(3);
        assertThat(shop.smpp().windowMax()).isEqualTo(50);
        assertThat(shop.smpp().allow()).hasSize(2);
        assertThat(shop.apiKeyHashes()).containsExactly(Accounts.hashOf("foo"), Accounts.hashOf("from-a-file"));
        assertThat(shop.rate()).isEqualTo(new Rate(10, 7));
        assertThat(shop.senders()).containsExactly("Shop");
        assertThat(shop.numbers()).containsExactly("12345");
        assertThat(shop.validityMillis()).isEqualTo(3_600_000);
    }

    @Test
    void aChannelAndItsRoutesAreRead() throws IOException {
        Files.writeString(folder.resolve("key.txt"), "k");
        Configuration read = read(WHOLE);
        ChannelSection channel = read.channels().get(0);
        Route first = read.routes().get(0);

        assertThat(channel.id()).isEqualTo("sms-main");
        assertThat(channel.kind()).isEqualTo("smpp");
        assertThat(channel.rate()).isEqualTo(new Rate(2000, 200));
        assertThat(channel.onUnknown()).isEqualTo(OnUnknown.HOLD);
        assertThat(channel.triesMax()).isEqualTo(3);
        assertThat(channel.unknownTriesMax()).isEqualTo(2);
        assertThat(channel.receiptGraceMillis()).isEqualTo(7_200_000);
        assertThat(first.when().countries()).isEqualTo(Set.of("IT", "NL"));
        assertThat(first.when().accounts()).isEqualTo(Set.of("shop"));
        assertThat(first.until()).isEqualTo(MessageState.SENT);
        assertThat(first.afterMillis()).isEqualTo(30_000);
        assertThat(first.steps()).containsExactly(new StepWish("sms-main", MessageState.READ, 0));
        assertThat(first.when().contents()).containsExactly("carousel");
        assertThat(first.when().hours())
                .extracting(DailyHours::toString)
                .containsExactly("08:00-20:00 Europe/Rome", "22:00-23:30 Europe/Rome");
        assertThat(read.routes().get(1).until()).isNull();
        assertThat(read.routes().get(1).channels()).containsExactly("sms-main");
    }

    @Test
    void pricesAreReadAndWhatTheGatewayMayChooseFrom() throws IOException {
        Configuration read = read("""
                channels:
                  sms: {kind: smpp, host: h, systemId: gw, password: gw, rate: 10/s, price: 0.045, prices: {IT: 0.03}}
                  free: {kind: smpp, host: h, systemId: gw, password: gw, rate: 10/s}
                routes:
                  - {when: {content: text}, channels: auto, among: [sms, free], steps: [{channel: sms, until: sent}]}
                  - {channels: [auto]}
                """);
        assertThat(read.channels().get(0).price()).isEqualTo(new Price(45_000, Map.of("IT", 30_000L)));
        assertThat(read.channels().get(1).price()).isEqualTo(Price.UNKNOWN);
        assertThat(read.routes().get(0).automatic()).isTrue();
        assertThat(read.routes().get(0).channels()).containsExactly("sms", "free");
        assertThat(read.routes().get(1)).isEqualTo(Route.automatic(List.of()));
    }

    @Test
    void channelsReadTwiceAreEqualSoThatAReloadSeesWhatChanged() throws IOException {
        Files.writeString(folder.resolve("key.txt"), "k");

        assertThat(read(WHOLE).channels()).isEqualTo(read(WHOLE).channels());
        assertThat(read(WHOLE.replace("port: 2776", "port: 2777")).channels())
                .isNotEqualTo(read(WHOLE).channels());
    }

    @Test
    void anEmptyFileMeansEveryDefault() throws IOException {
        Configuration read = read("");

        assertThat(read.node().text()).isEqualTo("gw-1");
        assertThat(read.data()).isEqualTo(Configuration.DATA_DEFAULT);
        assertThat(read.http().host()).isEqualTo("127.0.0.1");
        assertThat(List.of(read.smpp().port(), read.http().port(), read.ops().port()))
                .containsExactly(2775, 8080, 8081);
        assertThat(read.redis()).isNull();
        assertThat(read.accounts()).isEmpty();
    }

    @Test
    void secretsComeFromTheEnvironmentWhereTheFileOnlyNamesThem() {
        ConfigurationReader reader = ChannelKinds.reader(name -> name.equals("SHOP_KEY") ? "from-environment" : null);
        Loaded loaded = reader.read("f", "accounts: {shop: {apiKeys: ['${SHOP_KEY}']}}");

        assertThat(((Loaded.Good) loaded).configuration().accounts().get(0).apiKeyHashes())
                .containsExactly(Accounts.hashOf("from-environment"));
    }

    @Test
    void secretsInClearAreWarnedOfAndHashesAreNot() {
        String hash = PasswordHash.of("pw").encoded();
        Loaded clear =
                ChannelKinds.reader().read("f", "accounts:\n  a: {smpp: {systemId: a, password: pw}, apiKeys: [k]}");
        Loaded hashed =
                ChannelKinds.reader().read("f", "accounts:\n  a: {smpp: {systemId: a, password: '" + hash + "'}}");

        assertThat(((Loaded.Good) clear).warnings())
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).startsWith("f:2: accounts.a.smpp.password: a password in clear"),
                        warning -> assertThat(warning).startsWith("f:2: accounts.a.apiKeys: an API key in clear"));
        assertThat(((Loaded.Good) hashed).warnings()).isEmpty();
    }

    @Test
    void theDevelopmentDefaultIsAConfigurationLikeAnyOther() {
        Configuration read = Development.configuration(ChannelKinds.reader());
        Account demo = read.accounts().get(0);

        assertThat(demo.smpp()).isNotNull();
        assertThat(demo.smpp().systemId()).isEqualTo("demo");
        assertThat(demo.smpp().password().matches("demo")).isTrue();
        assertThat(demo.apiKeyHashes()).containsExactly(Accounts.hashOf("demo"));
        assertThat(List.of(read.http().host(), read.ops().host(), read.smpp().host()))
                .containsOnly("127.0.0.1");
        assertThat(read.channels()).extracting(ChannelSection::id).contains("sms-main");
    }

    /** A newcomer can try every kind without an account at a provider, and gets what people write over it. */
    @Test
    void theDevelopmentDefaultHasAChannelOfEveryKind() {
        Configuration read = Development.configuration(ChannelKinds.reader());
        for (ProviderKind kind : ChannelKinds.PROVIDERS) {
            assertThat(read.channels())
                    .as(kind.name())
                    .anyMatch(channel ->
                            channel.id().equals(kind.name()) && channel.kind().equals(kind.name()));
        }
        assertThat(ProviderStandIns.rows())
                .extracting(StandInProvider::kind)
                .containsExactlyInAnyOrderElementsOf(
                        ChannelKinds.PROVIDERS.stream().map(ProviderKind::name).toList());
    }
}
