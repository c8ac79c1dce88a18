package dev.heliograph.ingress.http.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A user with one of his keys comes in; guessing is slowed down. */
class LoginsTest {
    private final Accounts accounts = new Accounts();
    private long nanos = 1;
    private final Logins logins = new Logins(accounts, () -> nanos);

    LoginsTest() {
        accounts.replace(List.of(account("shop", "key"), account("bank", "other")));
    }

    private static Account account(String name, String key) {
        return new Account(name, null, List.of(Accounts.hashOf(key)), null, List.of(), List.of(), 1_000);
    }

    @Test
    void aKeyIsGoodForItsOwnAccountAlone() {
        assertThat(logins.byUser("shop", "key", "a")).isNotNull();
        assertThat(logins.byUser("shop", "other", "a")).isNull();
        assertThat(logins.byUser("nobody", "key", "a")).isNull();
        assertThat(logins.byKey("other").name()).isEqualTo("bank");
        assertThat(logins.byKey("x".repeat(10_000))).isNull();
    }

    @Test
    void whoGuessesIsRefusedUnheardForAWhileAndHisNeighbourIsNot() {
        for (int i = 0; i <= Logins.FREE_FAILURES; i++) {
            assertThat(logins.byUser("shop", "guess" + i, "a")).isNull();
        }
        assertThat(logins.byUser("shop", "key", "a")).as("unheard").isNull();
        assertThat(logins.byUser("shop", "key", "b")).as("from elsewhere").isNotNull();
        nanos += TimeUnit.MILLISECONDS.toNanos(501);
        assertThat(logins.byUser("shop", "key", "a")).isNotNull();
        assertThat(logins.byUser("shop", "wrong", "a")).isNull();
        assertThat(logins.byUser("shop", "key", "a")).as("forgiven").isNotNull();
    }
}
