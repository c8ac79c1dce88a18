package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What somebody wrote, without what their program put around it. */
class MailWordsTest {
    private static String written(String mail) {
        return MailWords.written(mail, 1_000);
    }

    @Test
    void whatIsQuotedBelowIsLeftOut() {
        assertThat(
                        written(
                                "Yes, at nine.\r\n\r\nOn Mon, 30 Nov 2026 at 12:00, Ann <ann@example.com> wrote:\r\n> Coming?\r\n>\r\n> Ann\r\n"))
                .isEqualTo("Yes, at nine.");
        assertThat(written("Ja\n\nAm 30.11.2026 um 12:00 schrieb Ann\n<ann@example.com>:\n\n> Kommst du?\n"))
                .isEqualTo("Ja");
        assertThat(written("No.\n\n-----Original Message-----\nFrom: Ann\nComing?"))
                .isEqualTo("No.");
    }

    @Test
    void whatIsAnsweredLineByLineStays() {
        String mail = "> Coming?\nYes.\n> When?\nAt nine.";
        assertThat(written(mail)).isEqualTo(mail);
    }

    @Test
    void aSentenceBeforeAQuotationIsNoIntroduction() {
        assertThat(written("I disagree with this:\n> Coming?")).isEqualTo("I disagree with this:");
    }

    @Test
    void aSignatureIsLeftOut() {
        assertThat(written("STOP\n-- \nBob\nSomewhere Ltd.")).isEqualTo("STOP");
    }

    @Test
    void whereNothingWouldBeLeftEverythingIs() {
        assertThat(written("> Coming?")).isEqualTo("> Coming?");
        assertThat(written("-- \nBob")).isEqualTo("-- \nBob");
        assertThat(written(" \r\n\r\n")).isEmpty();
    }

    @Test
    void itIsBounded() {
        assertThat(MailWords.written("a".repeat(99) + "\uD83D\uDE00b", 100)).isEqualTo("a".repeat(99));
    }

    @Test
    void ofHtmlItsTextIsRead() {
        assertThat(MailWords.ofHtml(
                                "<html><head><title>x</title></head><body><p>Yes,&nbsp;at\n nine</p><style>p{}</style>"
                                        + "<script>alert('x < y')</script>a &lt; b<br>c<blockquote>Coming?</blockquote></body>")
                        .strip())
                .isEqualTo("Yes, at nine\na < b\nc");
    }

    @Test
    void hostileHtmlTakesNoTime() {
        for (String piece : new String[] {"<script", "<script>", "<", "<blockquote><head>", "</", "<p"}) {
            assertThat(MailWords.ofHtml(piece.repeat(65_536 / piece.length()))).hasSizeLessThan(65_537);
        }
    }
}
