package dev.heliograph.conversation;

import dev.heliograph.message.InboundContext.Consent;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * The words by which people leave and come back. A word counts only when it is the whole message; case, accents, and what stands around it do not matter. What asks for
 * help is no such word and stays with the account.
 */
public final class OptOutWords {
    /** Characters of the longest word there may be. */
    public static final int CHARACTERS_MAX = 40;

    /** English as the CTIA lists it, then French, German, Spanish, Portuguese, Italian, Dutch, Nordic, Polish, Czech, Hungarian, Romanian, Turkish, Greek, Russian, Japanese, Chinese. */
    private static final Set<String> STOP = Set.of(
            "STOP",
            "STOPALL",
            "STOP ALL",
            "UNSUBSCRIBE",
            "CANCEL",
            "END",
            "QUIT",
            "REVOKE",
            "OPTOUT",
            "OPT OUT",
            "OPT-OUT",
            "ARRET",
            "ARRETER",
            "ARRETEZ",
            "DESABONNER",
            "STOPP",
            "STOPPEN",
            "ABMELDEN",
            "ABBESTELLEN",
            "BAJA",
            "ALTO",
            "PARAR",
            "CANCELAR",
            "SAIR",
            "DESCADASTRAR",
            "DISISCRIVI",
            "DISISCRIVIMI",
            "ANNULLA",
            "BASTA",
            "AFMELDEN",
            "UITSCHRIJVEN",
            "AVSLUTA",
            "AVREGISTRERA",
            "AFMELD",
            "LOPETA",
            "WYPISZ",
            "REZYGNUJE",
            "ODHLASIT",
            "LEIRATKOZAS",
            "DEZABONARE",
            "IPTAL",
            "ΔΙΑΚΟΠΗ",
            "СТОП",
            "ОТПИСАТЬСЯ",
            "停止",
            "配信停止",
            "退订",
            "退訂");

    private static final Set<String> START = Set.of(
            "START",
            "UNSTOP",
            "SUBSCRIBE",
            "OPTIN",
            "OPT IN",
            "OPT-IN",
            "REPRENDRE",
            "DEMARRER",
            "ANMELDEN",
            "ALTA",
            "REINICIAR",
            "COMECAR",
            "INICIAR",
            "INIZIA",
            "ISCRIVIMI",
            "AANMELDEN",
            "СТАРТ",
            "再開",
            "订阅");

    private OptOutWords() {}

    /** @return what a message asks for under an account's policy */
    static Consent asked(String text, OptOutPolicy policy) {
        if (text.isEmpty() || text.length() > 2 * CHARACTERS_MAX) {
            return Consent.UNCHANGED;
        }
        String word = plain(text);
        if (policy.words().contains(word) || (policy.standardWords() && STOP.contains(word))) {
            return Consent.STOPPED;
        }
        return START.contains(word) ? Consent.STARTED : Consent.UNCHANGED;
    }

    /** @return a word as it is compared: capital letters without accents, nothing but single spaces within, nothing but letters and digits at its ends */
    public static String plain(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return bare.toUpperCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
    }
}
