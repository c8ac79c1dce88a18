package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.Letter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account is found by each of its names. */
class AccountsTest {
    private final Accounts accounts = new Accounts();

    private static Account named(String name) {
        return new Account(name, null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    @Test
    void alsoByTheTagThatIsInAddressesOfItsMails() {
        Account demo = named("demo");
        Account shop = named("shop");
        accounts.replace(List.of(demo, shop));
        assertThat(accounts.byTag(Letter.tagOf("demo"))).isSameAs(demo);
        assertThat(accounts.byTag(Letter.tagOf("shop"))).isSameAs(shop);
        assertThat(accounts.byTag(Letter.NOBODYS)).isNull();
        accounts.replace(List.of(shop));
        assertThat(accounts.byTag(Letter.tagOf("demo"))).as("gone").isNull();
    }
}
