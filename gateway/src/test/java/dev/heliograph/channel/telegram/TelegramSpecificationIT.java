package dev.heliograph.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.StrictJackson;
import dev.heliograph.simulator.web.Reply;
import dev.heliograph.simulator.web.TelegramStandIn;
import dev.heliograph.simulator.web.Trouble;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.methods.send.SendAudio;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendLocation;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaBotMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVenue;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.objects.ApiResponse;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/** Calls, answers and updates are those of the Bot API, by the classes of TelegramBots. What those ask for they refuse to be built without. */
class TelegramSpecificationIT {
    private static final StrictJackson TELEGRAM = new StrictJackson(
            (type, member) -> false,
            new SimpleModule().setMixInAnnotation(MaybeInaccessibleMessage.class, OfOneKind.class));

    /** Messages are told by their date from those that are gone, and then its number would be read as a text. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    private interface OfOneKind {}

    private static final Map<String, Class<?>> METHODS =
            Map.of("sendMessage", SendMessage.class, "sendLocation", SendLocation.class, "sendVenue", SendVenue.class);

    /** Methods that can upload a file are written part by part there, so their classes have no more than names. */
    private static final Map<String, Class<? extends SendMediaBotMethod<?>>> WITH_MEDIA = Map.of(
            "sendPhoto", SendPhoto.class,
            "sendVideo", SendVideo.class,
            "sendAudio", SendAudio.class,
            "sendDocument", SendDocument.class);

    private final TelegramStandIn standIn = new TelegramStandIn(Clock.systemUTC());

    private static List<String> faults(String method, JsonObject body) {
        Class<? extends SendMediaBotMethod<?>> withMedia = WITH_MEDIA.get(method);
        if (withMedia != null) {
            return ofNames(method, withMedia, body);
        }
        Class<?> type = METHODS.get(method);
        // The API takes a number and a text, the class has it as a text.
        JsonObject texts = body.copy().put("chat_id", String.valueOf(body.getValue("chat_id")));
        return type == null ? List.of("there is no method " + method) : TELEGRAM.faults(texts.encode(), type);
    }

    private static List<String> ofNames(String method, Class<?> type, JsonObject body) {
        List<String> faults = new ArrayList<>();
        String file = method.substring(4).toLowerCase(Locale.ROOT);
        Set<String> names = names(type);
        body.forEach(member -> {
            String name = member.getKey();
            if (!names.contains(name)) {
                faults.add("/" + name + " is unknown");
            } else if (name.equals("reply_markup")) {
                faults.addAll(below(name, body, InlineKeyboardMarkup.class));
            } else if (name.equals("reply_parameters")) {
                faults.addAll(below(name, body, ReplyParameters.class));
            }
        });
        if (!(body.getValue(file) instanceof String)) {
            faults.add("/" + file + " is missing, or no text");
        }
        return faults;
    }

    private static List<String> below(String name, JsonObject body, Class<?> type) {
        return TELEGRAM.faults(body.getJsonObject(name).encode(), type).stream()
                .map(fault -> "/" + name + fault)
                .toList();
    }

    /** @return the values of constants that are called something with field at its end */
    private static Set<String> names(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getName().endsWith("_FIELD"))
                .map(TelegramSpecificationIT::value)
                .collect(Collectors.toSet());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyCallIsOneOfTheApi() {
        List<Wire.Sent> all = new Wire(new TelegramContractIT())
                .withOverride(new JsonObject()
                        .put("text", "Hello")
                        .put("link_preview_options", new JsonObject().put("is_disabled", true)))
                .withAnswerTo("77:12")
                .sent();
        assertThat(Faults.of(
                        all,
                        sent -> faults(
                                sent.call().path().substring(sent.call().path().lastIndexOf('/') + 1), sent.json())))
                .isEmpty();
    }

    @Test
    void updatesAndAnswersAreAsDescribed() {
        assertThat(Wire.told(standIn))
                .isNotEmpty()
                .allSatisfy(hook -> assertThat(TELEGRAM.faults(hook.body().toString(), Update.class))
                        .isEmpty());
        JsonObject taken = new JsonObject(standIn.taken(Wire.taken()).body());
        assertThat(TELEGRAM.faults(taken.getJsonObject("result").encode(), Message.class))
                .isEmpty();
        Reply refused = standIn.refuse(Trouble.THROTTLED, Wire.taken());
        assertThat(TELEGRAM.faults(String.valueOf(refused.body()), ApiResponse.class))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sendMessage | {\"chat_id\":1,\"text\":\"Hi\",\"txt\":1} | /txt",
                "sendMessage | {\"chat_id\":1,\"text\":1} | /text",
                "sendMessage | {\"chat_id\":1} | : Cannot construct",
                "sendMessage | {\"chat_id\":1,\"text\":\"Hi\",\"reply_parameters\":{\"message_id\":\"1\"}} | /reply_parameters/message_id",
                "sendPhoto | {\"chat_id\":1,\"photo\":\"https://a\",\"size\":1} | /size",
                "sendPhoto | {\"chat_id\":1} | /photo",
                "sendPhoto | {\"chat_id\":1,\"photo\":\"https://a\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"a\",\"link\":\"b\"}]]}} | /reply_markup/inline_keyboard/0/0/link",
                "sendFax | {\"chat_id\":1} | there is no method"
            })
    void whatIsWrongIsFoundAndNamed(String method, String body, String path) {
        assertThat(faults(method, new JsonObject(body)))
                .singleElement()
                .asString()
                .startsWith(path);
    }
}
