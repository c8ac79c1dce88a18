package dev.heliograph.channel.page;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few words that a page says for itself, in each language. One row a language: add one, and pages speak it. */
public enum PageLanguage {
    EN(
            "Thank you",
            "Your answer has been sent.",
            "Back",
            "This page is no longer there",
            "Its message has ended.",
            "There is no such page",
            "Please check the link.",
            "Please try again later",
            "Send",
            "Show on the map"),
    DE(
            "Vielen Dank",
            "Ihre Antwort wurde gesendet.",
            "Zurück",
            "Diese Seite gibt es nicht mehr",
            "Die Nachricht ist abgelaufen.",
            "Diese Seite gibt es nicht",
            "Bitte prüfen Sie den Link.",
            "Bitte versuchen Sie es später noch einmal",
            "Senden",
            "Auf der Karte zeigen"),
    FR(
            "Merci",
            "Votre réponse a été envoyée.",
            "Retour",
            "Cette page n’existe plus",
            "Le message a expiré.",
            "Cette page n’existe pas",
            "Veuillez vérifier le lien.",
            "Veuillez réessayer plus tard",
            "Envoyer",
            "Voir sur la carte"),
    ES(
            "Gracias",
            "Su respuesta se ha enviado.",
            "Volver",
            "Esta página ya no existe",
            "El mensaje ha caducado.",
            "Esta página no existe",
            "Compruebe el enlace.",
            "Inténtelo de nuevo más tarde",
            "Enviar",
            "Ver en el mapa"),
    IT(
            "Grazie",
            "La risposta è stata inviata.",
            "Indietro",
            "Questa pagina non esiste più",
            "Il messaggio è scaduto.",
            "Questa pagina non esiste",
            "Controlli il link.",
            "Riprovi più tardi",
            "Invia",
            "Mostra sulla mappa"),
    PT(
            "Obrigado",
            "A sua resposta foi enviada.",
            "Voltar",
            "Esta página já não existe",
            "A mensagem expirou.",
            "Esta página não existe",
            "Verifique o link.",
            "Tente novamente mais tarde",
            "Enviar",
            "Ver no mapa"),
    NL(
            "Bedankt",
            "Uw antwoord is verzonden.",
            "Terug",
            "Deze pagina bestaat niet meer",
            "Het bericht is verlopen.",
            "Deze pagina bestaat niet",
            "Controleer de link.",
            "Probeer het later opnieuw",
            "Versturen",
            "Op de kaart tonen"),
    TR(
            "Teşekkürler",
            "Yanıtınız gönderildi.",
            "Geri",
            "Bu sayfa artık yok",
            "Mesajın süresi doldu.",
            "Böyle bir sayfa yok",
            "Lütfen bağlantıyı kontrol edin.",
            "Lütfen daha sonra tekrar deneyin",
            "Gönder",
            "Haritada göster"),
    JA(
            "ありがとうございます",
            "回答を送信しました。",
            "戻る",
            "このページはもうありません",
            "メッセージの有効期限が切れました。",
            "ページが見つかりません",
            "リンクをご確認ください。",
            "しばらくしてからもう一度お試しください",
            "送信",
            "地図で見る"),
    ZH("谢谢", "您的回复已发送。", "返回", "此页面已失效", "该消息已过期。", "页面不存在", "请检查链接。", "请稍后再试", "发送", "在地图上查看"),
    ZH_HANT("謝謝", "您的回覆已送出。", "返回", "此頁面已失效", "該訊息已過期。", "找不到此頁面", "請檢查連結。", "請稍後再試", "傳送", "在地圖上查看"),
    KO(
            "감사합니다",
            "답변을 보냈습니다.",
            "돌아가기",
            "더 이상 볼 수 없는 페이지입니다",
            "메시지의 유효 기간이 지났습니다.",
            "페이지를 찾을 수 없습니다",
            "링크를 확인해 주세요.",
            "잠시 후 다시 시도해 주세요",
            "보내기",
            "지도에서 보기"),
    AR(
            "شكرًا لك",
            "تم إرسال إجابتك.",
            "رجوع",
            "لم تعد هذه الصفحة متاحة",
            "انتهت صلاحية الرسالة.",
            "هذه الصفحة غير موجودة",
            "يرجى التحقق من الرابط.",
            "يرجى المحاولة مرة أخرى لاحقًا",
            "إرسال",
            "عرض على الخريطة"),
    HI(
            "धन्यवाद",
            "आपका उत्तर भेज दिया गया है।",
            "वापस",
            "यह पेज अब उपलब्ध नहीं है",
            "संदेश की अवधि समाप्त हो गई है।",
            "ऐसा कोई पेज नहीं है",
            "कृपया लिंक जाँच लें।",
            "कृपया कुछ देर बाद फिर कोशिश करें",
            "भेजें",
            "मानचित्र पर देखें");

    /** Where Han characters are written as they always were. */
    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

    private static final Map<String, String> BY_COUNTRY = byCountry();

    public final String thanks;
    public final String answered;
    public final String back;
    public final String gone;
    public final String goneWhy;
    public final String unknown;
    public final String unknownWhy;
    public final String later;
    public final String send;
    public final String map;
    private final String tag;

    PageLanguage(
            String thanks,
            String answered,
            String back,
            String gone,
            String goneWhy,
            String unknown,
            String unknownWhy,
            String later,
            String send,
            String map) {
        this.thanks = thanks;
        this.answered = answered;
        this.back = back;
        this.gone = gone;
        this.goneWhy = goneWhy;
        this.unknown = unknown;
        this.unknownWhy = unknownWhy;
        this.later = later;
        this.send = send;
        this.map = map;
        this.tag = name().equals("ZH_HANT") ? "zh-Hant" : name().toLowerCase(Locale.ROOT);
    }

    /** @return the tag for {@code lang} */
    public String tag() {
        return tag;
    }

    public boolean isRightToLeft() {
        return this == AR;
    }

    /**
     * The message's own language, else the one that it is visibly written in, else what the reader's browser asks for, else what most speak in the country.
     *
     * @param named of the message, such as {@code pt_BR}, or null
     * @param seen as {@link Writing} tells it, or null
     * @param accepted the Accept-Language header, or null
     * @param country ISO 3166 code in upper case; any other text for none
     */
    public static PageLanguage choose(
            @Nullable String named, @Nullable String seen, @Nullable String accepted, String country) {
        PageLanguage own = named == null ? null : ofTag(named);
        if (own == null && seen != null) {
            own = ofTag(seen);
        }
        if (own == null && accepted != null) {
            own = ofHeader(accepted);
        }
        if (own == null) {
            own = ofTag(BY_COUNTRY.getOrDefault(country, "en"));
        }
        return own == null ? EN : own;
    }

    private static @Nullable PageLanguage ofTag(String text) {
        String tag = text.split(";", 2)[0].strip().replace('_', '-');
        Locale locale = Locale.forLanguageTag(tag);
        String language = locale.getLanguage();
        if (language.equals("zh")) {
            boolean simplified = locale.getScript().equals("Hans") || !TRADITIONAL.contains(locale.getCountry());
            return simplified && !locale.getScript().equals("Hant") ? ZH : ZH_HANT;
        }
        for (PageLanguage one : values()) {
            if (one.tag.equals(language)) {
                return one;
            }
        }
        return null;
    }

    /** Browsers write the most wanted first. */
    private static @Nullable PageLanguage ofHeader(String accepted) {
        for (String range : accepted.split(",", 20)) {
            PageLanguage one = ofTag(range);
            if (one != null) {
                return one;
            }
        }
        return null;
    }

    private static Map<String, String> byCountry() {
        Map<String, String> all = new java.util.HashMap<>();
        String[] rows = {
            "de DE AT CH LI LU",
            "fr FR MC SN CI CM ML BF NE TG BJ GA CG CD MG HT",
            "es ES MX AR CO PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY PR GQ",
            "it IT SM VA",
            "pt PT BR AO MZ CV GW ST TL",
            "nl NL BE SR AW CW",
            "tr TR",
            "ja JP",
            "zh CN SG",
            "zh-Hant TW HK MO",
            "ko KR KP",
            "hi IN",
            "ar SA AE EG IQ JO KW LB LY MA OM QA SD SY TN YE BH DZ PS MR"
        };
        for (String row : rows) {
            String[] words = row.split(" ");
            for (int i = 1; i < words.length; i++) {
                all.put(words[i], words[0]);
            }
        }
        return Map.copyOf(all);
    }
}
