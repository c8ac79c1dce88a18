package dev.heliograph.channel.email;

import java.util.List;
import java.util.regex.Pattern;

/**
 * By what one sees that a line of a mail was not written by a person but put there by their program: above the mail that is answered, and below their own words. In the
 * languages of {@code conversation.OptOutWords}.
 */
final class MailMarks {
    private static final int CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** As Outlook draws it. */
    private static final Pattern RULE = Pattern.compile("_{10,}");

    private static final Pattern FORWARDED = Pattern.compile("-{3,} ?[^-]{1,60} ?-{3,}");

    /** Of a header's name there may be stars around, where HTML had it in bold. */
    private static final String NAMED = "[*_]{0,2}(?:%s)[*_]{0,2}[ \\u00a0]?(?::[*_]{0,2}(?:\\s.*)?|\\uff1a.*)";

    private static final Pattern FROM = header(
            "From|Von|De|Da|De la|Van|Från|Fra|Lähettäjä|Od|Nadawca|Feladó|Expeditor|Kimden|Gönderen|Από|От|Отправитель"
                    + "|差出人|送信者|发件人|寄件者");

    private static final Pattern OTHER = header(
            "Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|Date d.envoi|À|Objet|Enviado|Enviado el|Fecha|Para|Asunto"
                    + "|Enviada|Enviada em|Enviado em|Data|Assunto|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne|Lähetetty|Päivämäärä"
                    + "|Vastaanottaja|Aihe|Wysłano|Wysłane|Do|Temat|Odesláno|Komu|Předmět|Elküldve|Címzett|Tárgy|Trimis|Către|Subiect|Gönderildi|Gönderme Tarihi|Tarih|Kime|Konu"
                    + "|Στάλθηκε|Ημερομηνία|Προς|Θέμα|Отправлено|Дата|Кому|Тема|送信日時|日付|宛先|件名|发送时间|日期|收件人|主题|寄件日期|收件者|主旨");

    private static final int DEVICE_CHARS_MAX = 100;

    /** What programs say of themselves, or of the device that they are on. */
    private static final Pattern SENT_WITH = Pattern.compile(
            "(?:sent (?:from|via|with|using)|gesendet (?:von|mit)|envoyé (?:de|depuis|à partir)|enviado (?:desde|do|de|a partir)|inviato d|(?:verstuurd|verzonden) v"
                    + "|skickat från|sendt fra|lähetetty|wysłan[eo] z|odesláno z|elküldve|trimis de|στάλθηκε από|εστάλη από|отправлено (?:с|из)|发自|從我的|寄自) ?.*"
                    + "|(?:get|holen sie sich|laden sie|obtene[rz]|obtenir|télécharger|obtenga|obter|ottieni|scarica|hämta|hent|hanki|pobierz|získat|obțineți) outlook .*"
                    + "|von .{1,40} gesendet|\\S{1,40} gönderildi|\\S{1,40}から送信",
            CASE);

    private static final Pattern DEVICE = Pattern.compile(
            "iphone|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|pixel|blackberry|windows|outlook|gmail|yahoo|proton|mail|phone|handy|telefon|téléphone|teléfono"
                    + "|mobil|tablet",
            CASE);

    private MailMarks() {}

    private static Pattern header(String names) {
        return Pattern.compile(NAMED.formatted(names), CASE);
    }

    /** @return the first line of the mail that is answered, where a line or the head of that mail stands above it; -1 when none does */
    static int indexOfAnswered(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean ruled = RULE.matcher(line).matches() && isHeader(FROM, lines, i + 1);
            if (ruled || FORWARDED.matcher(line).matches() || isHead(lines, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whoever asks for a journey also writes "From:" and "To:"; the head of a mail has an address in it. */
    private static boolean isHead(List<String> lines, int at) {
        return isHeader(FROM, lines, at)
                && (lines.get(at).contains("@")
                        || (at + 1 < lines.size() && lines.get(at + 1).contains("@")))
                && (isHeader(OTHER, lines, at + 1) || isHeader(OTHER, lines, at + 2));
    }

    private static boolean isHeader(Pattern name, List<String> lines, int at) {
        return at < lines.size() && name.matcher(lines.get(at).strip()).matches();
    }

    /** @return whether a program says with it on which device somebody wrote */
    static boolean isOfDevice(String line) {
        String plain = line.strip();
        return plain.length() <= DEVICE_CHARS_MAX
                && SENT_WITH.matcher(plain).matches()
                && DEVICE.matcher(plain).find();
    }
}
