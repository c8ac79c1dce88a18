package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnboundConnectionsTest {
    private final UnboundConnections unbound = new UnboundConnections(5, 2);

    @Test
    void oneAddressCannotTakeThePlacesOfOthers() {
        assertThat(unbound.enter("a")).isTrue();
        assertThat(unbound.enter("a")).isTrue();
        assertThat(unbound.enter("a")).isFalse();
        assertThat(unbound.enter("b")).isTrue();
        unbound.left("a");
        assertThat(unbound.enter("a")).isTrue();
        assertThat(unbound.count()).isEqualTo(3);
    }

    @Test
    void allTogetherAreBoundedToo() {
        for (String address : new String[] {"a", "b", "c", "d", "e"}) {
            assertThat(unbound.enter(address)).isTrue();
        }
        assertThat(unbound.enter("f")).isFalse();
        unbound.left("c");
        assertThat(unbound.enter("f")).isTrue();
        assertThat(unbound.count()).isEqualTo(5);
    }
}
