package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whatIsQuotedAboveIsLeftOutToo() {
        assertThat(written("On 30/11/2026 12:00, Ann wrote:\n> Coming?\n>\n> Ann\n\nYes, at nine.\n"))
                .isEqualTo("Yes, at nine.");
        String mail = "This is wrong:\n> Coming?\nWhy coming?";
        assertThat(written(mail)).isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "________________________________\r\nFrom: News <news@example.com>\r\nSent: Monday, 30 November 2026\r\nTo: Bob\r\nSubject: Sale\r\n\r\nBuy",
                "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nVon: News\nGesendet: Montag\n\nKauf",
                "From: News <news@example.com>\nSent: Monday, 30 November 2026 12:00\nTo: Bob\nSubject: Sale\n\nBuy",
                "Von: News [mailto:news@example.com]\nGesendet: Montag, 30. November 2026\nAn: Bob\nBetreff: Angebot",
                "De\u00a0: News <news@example.com>\nEnvoy\u00e9\u00a0: lundi 30 novembre 2026\n\u00c0\u00a0: Bob\nObjet\u00a0: Soldes",
                "*De:* News <news@example.com>\n*Enviado:* lunes, 30 de noviembre\n*Para:* Bob\n*Asunto:* Rebajas",
                "Da: News\n<news@example.com>\nInviato: luned\u00ec\nA: Bob\nOggetto: Saldi",
                "\u53d1\u4ef6\u4eba\uff1aNews <news@example.com>\n\u53d1\u9001\u65f6\u95f4\uff1a2026\n",
            })
    void theHeadOfTheMailThatIsAnsweredEndsThePersonsWords(String answered) {
        assertThat(written("STOP\r\n\r\n" + answered)).isEqualTo("STOP");
    }

    @Test
    void whoAsksForAJourneyHasWrittenNoHead() {
        String mail = "From: Rome\nTo: Paris\nDate: 1 May";
        assertThat(written(mail)).isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Sent from Yahoo Mail on Android",
                "Sent from Outlook for Android<https://aka.ms/AAb9ysg>",
                "Get Outlook for iOS",
                "Von meinem iPhone gesendet",
                "Von Samsung Mobile gesendet",
                "Obtenir Outlook pour iOS",
                "Gesendet mit Outlook f\u00fcr Android",
                "Envoy\u00e9 de mon iPhone",
                "Enviado desde mi iPhone",
                "Enviado do meu iPhone",
                "Inviato da iPhone",
                "Verstuurd vanaf mijn iPhone",
                "Skickat fr\u00e5n min iPhone",
                "Wys\u0142ane z iPhone\u2019a",
                "iPhone\u2019umdan g\u00f6nderildi",
                "\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043e \u0441 iPhone",
                "iPhone\u304b\u3089\u9001\u4fe1",
                "\u53d1\u81ea\u6211\u7684 iPhone",
            })
    void whatADeviceSaysOfItselfIsLeftOut(String signature) {
        assertThat(written("STOP\n\n" + signature + "\n\n> On 1 May Ann wrote:\n> Coming?"))
                .isEqualTo("STOP");
        assertThat(written("It was\n" + signature + "\nyesterday")).contains(signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent to my phone, thanks.",
                "Das habe ich per Mail gesendet",
                "Hent min telefon",
                "The parcel was sent from Rome.",
                "Get me a phone."
            })
    void whatAPersonSaysOfDevicesStays(String words) {
        assertThat(written("Hello\n\n" + words)).endsWith(words);
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
