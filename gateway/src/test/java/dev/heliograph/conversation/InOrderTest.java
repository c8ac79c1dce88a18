package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final InOrder inOrder = new InOrder();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatFailsKeepsNobodyWaiting() {
        Consumer<Runnable> first = inOrder.turn("391");
        Consumer<Runnable> second = inOrder.turn("391");
        Consumer<Runnable> third = inOrder.turn("391");
        second.accept(() -> {
            throw new IllegalStateException("second");
        });
        third.accept(() -> done.add("third"));
        assertThatThrownBy(() -> first.accept(() -> {
                    throw new IllegalStateException("first");
                }))
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("second"));
        assertThat(done).containsExactly("third");
        assertThat(inOrder.waiting()).isZero();
        assertThat(inOrder.isWaiting("391")).isFalse();
    }
}
