package dev.heliograph.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FinishedTest {
    private final Finished finished = new Finished();
    private final List<String> answers = new ArrayList<>();
    private final Message message = new CorrelatorFixture(new World(1), CorrelatorLimits.DEFAULT).sent("391", "x");

    private Tracked ended() {
        Tracked entry = new Tracked(message, new MessageStatus(MessageState.DELIVERED, 0, List.of(), null));
        finished.add(entry);
        return entry;
    }

    private void fill() {
        for (int i = 0; i < Finished.KEPT; i++) {
            ended();
        }
    }

    @Test
    void theOldestGoesWhenThereAreMoreThanAreKept() {
        Tracked first = ended();
        fill();
        assertThat(finished.takeOld()).isSameAs(first);
        assertThat(finished.takeOld()).isNull();
    }

    @Test
    void nobodyGoesAsLongAsAReadFromBeforeHisEndIsNotAnswered() {
        Consumer<String> read = finished.reading(answers::add);
        Tracked first = ended();
        Consumer<String> after = finished.reading(answers::add);
        Tracked second = ended();
        fill();
        assertThat(finished.takeOld()).isNull();

        read.accept("old");
        assertThat(finished.takeOld()).isSameAs(first);
        assertThat(finished.takeOld())
                .as("ended while the second read was under way")
                .isNull();
        after.accept("new");
        assertThat(finished.takeOld()).isSameAs(second);
        assertThat(answers).containsExactly("old", "new");
    }

    @Test
    void readsMayBeAnsweredInAnyOrder() {
        Consumer<String> slow = finished.reading(answers::add);
        Consumer<String> quick = finished.reading(answers::add);
        Tracked first = ended();
        fill();
        quick.accept("quick");
        assertThat(finished.takeOld()).isNull();
        slow.accept("slow");
        assertThat(finished.takeOld()).isSameAs(first);
    }

    @Test
    void whoeverIsAnsweredStillFindsThem() {
        List<Tracked> gone = new ArrayList<>();
        Consumer<String> read = finished.reading(answer -> {
            Tracked old = finished.takeOld();
            if (old != null) {
                gone.add(old);
            }
        });
        ended();
        fill();
        read.accept("");
        assertThat(gone).isEmpty();
        assertThat(finished.takeOld()).isNotNull();
    }

    @Test
    void aReadThatIsNeverAnsweredKeepsABoundedNumber() {
        finished.<String>reading(answers::add);
        Tracked first = ended();
        for (int i = 1; i < Finished.KEPT_MAX; i++) {
            ended();
        }
        assertThat(finished.takeOld()).isNull();
        ended();
        assertThat(finished.takeOld()).isSameAs(first);
        assertThat(finished.takeOld()).isNull();
    }

    @Test
    void soDoReadsOfWhichNoneIsAnswered() {
        finished.<String>reading(answers::add);
        Tracked first = ended();
        fill();
        for (int i = 1; i < Finished.KEPT_MAX; i++) {
            finished.<String>reading(answers::add);
        }
        assertThat(finished.takeOld()).isNull();
        finished.<String>reading(answers::add);
        assertThat(finished.takeOld()).isSameAs(first);
    }
}
