package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.InboundContext.Consent;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {
    private static Consent asked(String text) {
        return OptOutWords.asked(text, OptOutPolicy.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "\"stop\"!",
                "STOPALL",
                "stop  all",
                "Unsubscribe",
                "opt-out",
                "Arrêt",
                "arret",
                "STOPP",
                "Baja",
                "PARAR",
                "Disiscrivi",
                "annulla",
                "Afmelden.",
                "ｓｔｏｐ",
                "стоп",
                "Διακοπή",
                "配信停止",
                "退订"
            })
    void leaves(String text) {
        assertThat(asked(text)).isEqualTo(Consent.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "unstop", "Subscribe!", "Começar", "reprendre"})
    void comesBack(String text) {
        assertThat(asked(text)).isEqualTo(Consent.STARTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "HELP",
                "INFO",
                "AIUTO",
                "please stop",
                "STOP it",
                "bus stop",
                "yes",
                "no",
                "résumé",
                "stop stop stop stop stop stop stop stop stop stop stop stop stop stop stop stop stop stop"
            })
    void saysSomethingElse(String text) {
        assertThat(asked(text)).isEqualTo(Consent.UNCHANGED);
    }

    private static Consent askedInLetter(String text) {
        return OptOutWords.askedInLetter(text, OptOutPolicy.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "\n Stop.\nBob",
                "Stop\n\nBob Smith\nSales\nSomewhere Ltd.",
                "stop\n\nThis mail is confidential."
            })
    void aLetterThatBeginsWithTheWordLeaves(String text) {
        assertThat(askedInLetter(text)).isEqualTo(Consent.STOPPED);
    }

    @Test
    void toComeBackTheWordStandsByItself() {
        assertThat(askedInLetter("START\n\nBob")).isEqualTo(Consent.STARTED);
        assertThat(askedInLetter("Start\nwithout me, please")).isEqualTo(Consent.UNCHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "Please stop writing.", "Do not\nSTOP\nwriting", "Hello,\n\nSTOP", "Stop it\n\nBob"})
    void aLetterInWhichTheWordOnlyOccursSaysSomethingElse(String text) {
        assertThat(askedInLetter(text)).isEqualTo(Consent.UNCHANGED);
    }

    @Test
    void anAccountMayHaveWordsOfItsOwnInPlaceOfTheUsualOnes() {
        OptOutPolicy own = new OptOutPolicy(OptOutPolicy.Scope.CHANNEL, Set.of(OptOutWords.plain("genug!")), false);
        assertThat(OptOutWords.asked("Genug", own)).isEqualTo(Consent.STOPPED);
        assertThat(OptOutWords.asked("CANCEL", own)).isEqualTo(Consent.UNCHANGED);
        assertThat(OptOutWords.asked("START", own)).isEqualTo(Consent.STARTED);
    }
}
