package dev.heliograph.boot.config;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.boot.config.Yaml.Mapping;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.webhook.Webhook;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.throttle.Rate;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a whole configuration file and judges what its sections say of each other. */
public final class ConfigurationReader {
    /** A larger file is not a configuration. */
    private static final int FILE_BYTES_MAX = 16 << 20;

    private static final Key<String> NAME = Key.of(
            "name",
            "letters, digits, dots, hyphens and underscores, at most 64",
            t -> t.matches("[A-Za-z0-9._-]{1,64}") ? t : null);
    private static final Key<Path> DATA = Key.of("data", "a directory", Path::of);

    private final Map<String, Function<Section, ChannelFactory>> kinds;
    private final Function<String, @Nullable String> environment;

    /** Passwords' hashes of an earlier reading, by system_id. */
    private final Map<String, PasswordHash> known = new HashMap<>();

    /**
     * @param kinds how each kind of channel reads its own keys
     * @param environment where {@code ${NAME}} is looked up
     */
    public ConfigurationReader(
            Map<String, Function<Section, ChannelFactory>> kinds, Function<String, @Nullable String> environment) {
        this.kinds = kinds;
        this.environment = environment;
    }

    /** Keeps the hashes of passwords that have not changed, so that accounts can be compared with what they were. */
    public ConfigurationReader knowing(Collection<Account> accounts) {
        for (Account account : accounts) {
            SmppLogin login = account.smpp();
            if (login != null) {
                known.put(login.systemId(), login.password());
            }
        }
        return this;
    }

    /** Reads a file. Hashes the passwords that stand there in clear, so never on an event loop. */
    public Loaded read(Path file) {
        Faults faults = new Faults(file.toString());
        String text = text(file, faults);
        return text == null ? new Loaded.Bad(faults.inOrder()) : read(text, faults, file);
    }

    /** Reads what is not in a file. */
    public Loaded read(String name, String text) {
        return read(text, new Faults(name), null);
    }

    private Loaded read(String text, Faults faults, @Nullable Path file) {
        Mapping root = YamlFile.read(text, faults);
        if (root == null) {
            return new Loaded.Bad(faults.inOrder());
        }
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        Secrets secrets = new Secrets(folder == null ? Path.of("") : folder, environment, faults);
        Section section = new Section("", root, new Reading(faults, secrets));
        Configuration configuration = section.build(top -> configuration(top, file));
        return configuration == null || faults.count() > 0
                ? new Loaded.Bad(faults.inOrder())
                : new Loaded.Good(configuration, faults.warnings());
    }

    private static @Nullable String text(Path file, Faults faults) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                faults.add(1, "", "a file above " + FILE_BYTES_MAX + " bytes", "a configuration in YAML");
                return null;
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            faults.add(1, "", "no such file", "a readable configuration file");
        } catch (CharacterCodingException e) {
            faults.add(1, "", "text that is not UTF-8", "a configuration in YAML");
        } catch (IOException e) {
            faults.add(1, "", "a file that cannot be read: " + e.getMessage(), "a readable configuration file");
        }
        return null;
    }

    private @Nullable Configuration configuration(Section top, @Nullable Path file) {
        NodeName node = top.get(NodeName.NODE);
        Path data = top.find(DATA);
        HttpSection http = top.child("http").build(HttpSection::read);
        OpsSection ops = top.child("ops").build(OpsSection::read);
        SmppSection smpp = top.child("smpp").build(SmppSection::read);
        RedisSection redis = top.has("redis") ? top.child("redis").build(RedisSection::read) : null;
        StoreSection store = top.child("store").build(StoreSection::read);
        LimitsSection limits = top.child("limits").build(LimitsSection::read);
        PagesSection pages = top.has("pages") ? top.child("pages").build(PagesSection::read) : null;
        MailSection mail = top.has("mail") ? top.child("mail").build(MailSection::read) : null;
        Map<String, Section> accountSections = top.children("accounts");
        List<Webhook> webhooks = new ArrayList<>();
        List<Callbacks> callbacks = new ArrayList<>();
        List<Account> accounts = accounts(accountSections, webhooks, callbacks);
        Map<String, Section> channelSections = top.children("channels");
        List<ChannelSection> channels = channels(channelSections);
        List<Route> routes = new RouteReader(accountSections.keySet(), channelSections.keySet()).readAll(top);
        new Consistency(top).check(http, ops, smpp, accountSections, accounts);
        new Consistency(top).check(http, pages);
        if (http == null || ops == null || smpp == null || store == null || limits == null) {
            return null;
        }
        return new Configuration(
                node,
                data == null ? Configuration.DATA_DEFAULT : data,
                http,
                ops,
                smpp,
                redis,
                store,
                limits,
                pages,
                mail,
                accounts,
                webhooks,
                callbacks,
                channels,
                routes,
                file);
    }

    private List<Account> accounts(Map<String, Section> sections, List<Webhook> webhooks, List<Callbacks> callbacks) {
        List<Account> accounts = new ArrayList<>();
        sections.forEach((name, section) -> {
            checkName(name, section);
            Account account = section.build(new AccountReader(name, webhooks, callbacks, known::get)::read);
            if (account != null) {
                accounts.add(account);
            }
        });
        return accounts;
    }

    private List<ChannelSection> channels(Map<String, Section> sections) {
        List<ChannelSection> channels = new ArrayList<>();
        sections.forEach((id, section) -> {
            checkName(id, section);
            if (id.equals(Routes.AUTO)) {
                section.fault("", "the name '" + id + "'", "any other: it stands for the gateway's own choice");
            }
            ChannelSection channel = channel(id, section);
            if (channel != null) {
                channels.add(channel);
            }
        });
        return channels;
    }

    private @Nullable ChannelSection channel(String id, Section section) {
        Key<String> kind = Key.text("kind", 1, 32).required("smpp").described(String.join(", ", kinds.keySet()));
        String name = section.get(kind);
        Function<Section, ChannelFactory> provider = kinds.get(name);
        if (provider == null) {
            section.fault(kind.name(), "'" + name + "'", kind.allowed());
            return null;
        }
        return section.build(keys -> {
            ChannelFactory factory = provider.apply(keys);
            Rate rate = Rates.read(keys);
            if (!keys.has(Rates.RATE.name())) {
                rate = factory.rate();
                if (rate == null) {
                    keys.fault(Rates.RATE.name(), "nothing", Rates.RATE.allowed());
                }
            }
            OnUnknown onUnknown = keys.find(ChannelSection.ON_UNKNOWN);
            return new ChannelSection(
                    id,
                    name,
                    rate == null ? Rate.perSecond(1) : rate,
                    onUnknown == null ? factory.onUnknown() : onUnknown,
                    keys.get(ChannelSection.TRIES),
                    keys.get(ChannelSection.UNKNOWN_TRIES),
                    keys.get(ChannelSection.RECEIPT_GRACE),
                    Prices.read(keys),
                    factory);
        });
    }

    private static void checkName(String name, Section section) {
        if (NAME.parse(name) == null) {
            section.fault("", "the name '" + name + "'", NAME.allowed());
        }
    }
}
