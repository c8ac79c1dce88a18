package dev.heliograph.conversation;

import dev.heliograph.message.InboundContext.Consent;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words by which people leave and come back. A word counts only when it is the whole message, or stands above the rest of a letter; case, accents, and what stands around
 * it do not matter. What asks for help is no such word and stays with the account.
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

    /**
     * Below a word in a letter there may be a name, a company's address, and whatever the program left of the letter that is answered. So its first line counts; to come back,
     * only when it stands by itself: in doubt somebody has left.
     *
     * @return what a letter asks for under an account's policy
     */
    static Consent askedInLetter(String text, OptOutPolicy policy) {
        Consent whole = asked(text, policy);
        if (whole != Consent.UNCHANGED) {
            return whole;
        }
        List<String> lines = text.strip().lines().limit(2).toList();
        Consent first = lines.isEmpty() ? Consent.UNCHANGED : asked(lines.get(0), policy);
        boolean alone = lines.size() < 2 || lines.get(1).isBlank();
        return first == Consent.STARTED && !alone ? Consent.UNCHANGED : first;
    }

    /** @return a word as it is compared: capital letters without accents, nothing but single spaces within, nothing but letters and digits at its ends */
    public static String plain(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return bare.toUpperCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
    }
}
