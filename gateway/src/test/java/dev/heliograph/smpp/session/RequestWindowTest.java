package dev.heliograph.smpp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.CommandId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private final RequestWindow window = new RequestWindow();

    @Test
    void aRequestIsTakenOnceAndOnlyByItsOwnResponse() {
        RecordedAnswers handler = new RecordedAnswers();
        window.add(5, CommandId.SUBMIT_SM, handler, 0);
        assertThat(window.take(5, CommandId.DELIVER_SM_RESP)).isNull();
        assertThat(window.take(6, CommandId.SUBMIT_SM_RESP)).isNull();
        assertThat(window.take(5, CommandId.SUBMIT_SM_RESP)).isSameAs(handler);
        assertThat(window.take(5, CommandId.SUBMIT_SM_RESP)).isNull();
        window.add(7, CommandId.SUBMIT_SM, handler, 0);
        assertThat(window.take(7, CommandId.GENERIC_NACK)).isSameAs(handler);
        assertThat(window.size()).isZero();
    }

    @Test
    void requestsExpireInTheOrderTheyWereSent() {
        RecordedAnswers[] handlers = new RecordedAnswers[100];
        for (int i = 0; i < handlers.length; i++) {
            handlers[i] = new RecordedAnswers();
            window.add(i + 1, CommandId.SUBMIT_SM, handlers[i], i);
        }
        window.take(1, CommandId.SUBMIT_SM_RESP);
        window.take(50, CommandId.SUBMIT_SM_RESP);
        for (int i = 1; i < 60; i++) {
            if (i != 49) {
                assertThat(window.takeSentBy(59)).isSameAs(handlers[i]);
            }
        }
        assertThat(window.takeSentBy(59)).isNull();
        assertThat(window.takeOldest()).isSameAs(handlers[60]);
        assertThat(window.size()).isEqualTo(39);
    }

    @Test
    void agreesWithAMapUnderAnyMixOfOperations() {
        Random random = new Random(42);
        Map<Integer, ResponseHandler> open = new LinkedHashMap<>();
        Map<Integer, Long> sentAt = new HashMap<>();
        SequenceNumbers numbers = new SequenceNumbers(Integer.MAX_VALUE - 20_000);
        for (long time = 0; time < 200_000; time++) {
            int what = random.nextInt(100);
            if (what < 48 && open.size() < 3_000) {
                int number = numbers.next();
                RecordedAnswers handler = new RecordedAnswers();
                assertThat(window.contains(number)).isFalse();
                window.add(number, CommandId.SUBMIT_SM, handler, time);
                open.put(number, handler);
                sentAt.put(number, time);
            } else if (what < 95 && !open.isEmpty()) {
                int number = open.keySet().iterator().next();
                if (random.nextBoolean()) {
                    number = Math.min(Integer.MAX_VALUE, number + random.nextInt(200));
                }
                assertThat(window.take(number, CommandId.SUBMIT_SM_RESP)).isSameAs(open.remove(number));
            } else {
                long sentBy = time - random.nextInt(3_000);
                ResponseHandler expired = window.takeSentBy(sentBy);
                Integer oldest =
                        open.isEmpty() ? null : open.keySet().iterator().next();
                boolean due = oldest != null && sentAt.get(oldest) <= sentBy;
                assertThat(expired).isSameAs(due ? open.remove(oldest) : null);
            }
            assertThat(window.size()).isEqualTo(open.size());
        }
    }

    @Test
    void numbersRunFromOneAndWrapToOne() {
        SequenceNumbers numbers = new SequenceNumbers(0);
        assertThat(numbers.next()).isEqualTo(1);
        assertThat(numbers.next()).isEqualTo(2);
        SequenceNumbers last = new SequenceNumbers(Integer.MAX_VALUE - 1);
        assertThat(last.next()).isEqualTo(Integer.MAX_VALUE);
        assertThat(last.next()).isEqualTo(1);
    }
}
