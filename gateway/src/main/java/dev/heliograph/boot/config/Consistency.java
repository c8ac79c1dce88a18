package dev.heliograph.boot.config;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.SmppLogin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no section can judge alone: names that may occur once, and demo credentials where strangers could use them. */
final class Consistency {
    private static final String DEMO = "demo";
    private static final String DEMO_KEY_HASH = Accounts.hashOf(DEMO);

    private final Section top;

    Consistency(Section top) {
        this.top = top;
    }

    void check(
            @Nullable HttpSection http,
            @Nullable OpsSection ops,
            @Nullable SmppSection smpp,
            Map<String, Section> sections,
            List<Account> accounts) {
        unique(sections, accounts);
        demo(http == null ? "127.0.0.1" : http.host(), smpp == null ? "127.0.0.1" : smpp.host(), sections, accounts);
        if (ops != null && ops.token() == null && !Listening.isLoopback(ops.host())) {
            top.child("ops")
                    .fault("host", "'" + ops.host() + "' without a token", "127.0.0.1, or a token under ops.token");
        }
    }

    /** Links to a door that listens on every address, or on one behind a proxy, would lead nowhere. */
    void check(@Nullable HttpSection http, @Nullable PagesSection pages) {
        if (http != null && pages != null && pages.baseUrl() == null && !Listening.isLoopback(http.host())) {
            top.child("pages")
                    .fault(
                            PagesSection.BASE_URL.name(),
                            "nothing beside http.host " + http.host(),
                            PagesSection.BASE_URL.allowed());
        }
    }

    private static void unique(Map<String, Section> sections, List<Account> accounts) {
        Map<String, String> ownerByName = new HashMap<>();
        for (Account account : accounts) {
            Section section = section(sections, account);
            if (account.smpp() != null) {
                String systemId = account.smpp().systemId();
                once(ownerByName, "systemId '" + systemId + "'", account, section.child("smpp"), "systemId");
            }
            account.apiKeyHashes().forEach(hash -> once(ownerByName, "API key " + hash, account, section, "apiKeys"));
            account.numbers().forEach(n -> once(ownerByName, "number '" + n + "'", account, section, "numbers"));
        }
    }

    private static void once(
            Map<String, String> ownerByName, String name, Account account, Section section, String key) {
        String owner = ownerByName.putIfAbsent(name, account.name());
        if (owner != null) {
            String shown = name.startsWith("API key") ? "an API key" : name;
            section.fault(key, shown + ", which account '" + owner + "' has too", "one that no other account has");
        }
    }

    private void demo(String httpHost, String smppHost, Map<String, Section> sections, List<Account> accounts) {
        for (Account account : accounts) {
            if (!Listening.isLoopback(httpHost) && account.apiKeyHashes().contains(DEMO_KEY_HASH)) {
                section(sections, account)
                        .fault(
                                "apiKeys",
                                "the demo key beside http.host " + httpHost,
                                "a key of your own, or http.host 127.0.0.1");
            }
            SmppLogin login = account.smpp();
            if (!Listening.isLoopback(smppHost)
                    && login != null
                    && login.systemId().equals(DEMO)
                    && login.password().matches(DEMO)) {
                section(sections, account)
                        .child("smpp")
                        .fault(
                                "password",
                                "the demo password beside smpp.host " + smppHost,
                                "a password of your own, or smpp.host 127.0.0.1");
            }
        }
    }

    private static Section section(Map<String, Section> sections, Account account) {
        Section section = sections.get(account.name());
        if (section == null) {
            throw new IllegalStateException("account " + account.name() + " was read from nowhere");
        }
        return section;
    }
}
