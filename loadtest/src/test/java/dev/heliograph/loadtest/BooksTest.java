package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An audit that never finds anything proves nothing: each fault is planted once. */
final class BooksTest {
    private static final int SENT = 3_000;

    private final Books books = new Books(new Content(Settings.read()));

    private void accept(int... numbers) {
        for (int number : numbers) {
            books.accepted(number, 1_000 + number);
        }
    }

    private void see(int... numbers) {
        for (int number : numbers) {
            books.seen(number, SENT);
        }
    }

    @Test
    void whatLeftOnceAndEndedOnceIsClean() {
        accept(0, 1, 2);
        see(0, 1, 2);
        assertThat(books.ended(0) && books.ended(1) && books.ended(2)).isTrue();
        assertThat(books.lost() + books.unended() + books.seenTwice + books.sentThoughRefused() + books.foreign)
                .isZero();
        assertThat(books.answered()).isEqualTo(3);
        assertThat(books.seenCount()).isEqualTo(3);
    }

    @Test
    void lossesAreFound() {
        accept(0, 1, 2);
        see(0, 2);
        books.ended(0);
        assertThat(books.lost()).isEqualTo(1);
        assertThat(books.unended()).isEqualTo(2);
    }

    @Test
    void duplicatesAreFound() {
        accept(0);
        see(0, 0);
        assertThat(books.seenTwice).isEqualTo(1);
        assertThat(books.ended(0)).isTrue();
        assertThat(books.ended(0)).isFalse();
    }

    @Test
    void whatWasRefusedMustNotLeave() {
        books.refused(0);
        see(0);
        assertThat(books.sentThoughRefused()).isEqualTo(1);
    }

    @Test
    void whatNobodySentIsFound() {
        see(SENT, -1);
        assertThat(books.foreign).isEqualTo(2);
    }

    @Test
    void whatWasNotAnsweredIsNotTakenForAnswered() {
        accept(0);
        books.unanswered(0);
        books.unanswered(1);
        assertThat(books.unanswered).isEqualTo(1);
        assertThat(books.lost()).isEqualTo(1);
    }

    @Test
    void orderIsThatOfAcceptanceForOneRecipientAndPriority() {
        int same = Content.RECIPIENTS * 6; // the mix 1:2:3 comes round after six
        accept(5, same + 5, 6);
        books.seen(same + 5, same + 6);
        books.seen(6, same + 6);
        books.seen(5, same + 6);
        assertThat(books.outOfOrder(number -> 0)).isEqualTo(1);
        assertThat(books.outOfOrder(number -> number)).isZero();
    }

    @Test
    void theNumberIsReadFromTheEndOfTheText() {
        assertThat(Content.number("Code 12 #3407".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(3407);
        assertThat(Content.number("Code 12 #".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(-1);
        assertThat(Content.number("Code 12".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(-1);
    }
}
