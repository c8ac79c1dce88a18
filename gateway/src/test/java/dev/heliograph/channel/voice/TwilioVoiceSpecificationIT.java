package dev.heliograph.channel.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallCreator;
import com.twilio.twiml.VoiceResponse;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.DeclaredElements;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.StrictJackson;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.TwilioVoiceStandIn;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Node;

/** Parameters of calls and the script that travels with them are those of Twilio's OpenAPI description, by the classes that Twilio generates from it. */
class TwilioVoiceSpecificationIT {
    private static final Pattern WORD = Pattern.compile("-([A-Za-z])");

    private final TwilioVoiceStandIn standIn = new TwilioVoiceStandIn();

    private static List<String> faults(JsonObject form) {
        List<String> faults = new ArrayList<>();
        for (String required : List.of("To", "From")) {
            if (!form.containsKey(required)) {
                faults.add("/" + required + " is missing");
            }
        }
        form.forEach(parameter -> {
            String name = parameter.getKey();
            String value = (String) parameter.getValue();
            Optional<Field> field = Arrays.stream(CallCreator.class.getDeclaredFields())
                    .filter(each -> each.getName().equals(Character.toLowerCase(name.charAt(0)) + name.substring(1)))
                    .findFirst();
            if (field.isEmpty()) {
                faults.add("/" + name + " is unknown");
            } else if (name.equals("Twiml")) {
                faults.addAll(script(value));
            } else if (!fits(value, field.get().getType())) {
                faults.add("/" + name + " is no " + field.get().getType().getSimpleName() + ": " + value);
            }
        });
        return faults;
    }

    private static boolean fits(String value, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .anyMatch(each -> each.toString().equals(value));
        }
        if (type.equals(URI.class)) {
            return URI.create(value).isAbsolute();
        }
        return type.equals(Integer.class)
                ? value.matches("\\d{1,9}")
                : !type.equals(Boolean.class) || value.matches("true|false");
    }

    private static List<String> script(String xml) {
        List<String> faults = new ArrayList<>();
        org.w3c.dom.Element root = DeclaredElements.parse(xml);
        if (!root.getTagName().equals("Response")) {
            faults.add("/Twiml/" + root.getTagName() + " is unknown");
        }
        markup("/Twiml/" + root.getTagName(), root, VoiceResponse.class, faults);
        return faults;
    }

    /** Attributes are what an element's class can be asked for; elements have a class each. */
    private static void markup(String at, org.w3c.dom.Element element, Class<?> type, List<String> faults) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            String name = attribute.getNodeName();
            Class<?> kind = attribute(type, "get" + camel(name));
            if (kind == null) {
                faults.add(at + "/@" + name + " is unknown");
            } else if (!fits(attribute.getNodeValue(), kind)) {
                faults.add(at + "/@" + name + " is no " + kind.getSimpleName() + ": " + attribute.getNodeValue());
            }
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof org.w3c.dom.Element child) {
                String below = at + "/" + child.getTagName();
                Class<?> kind = child(type, camel(child.getTagName()));
                if (kind == null) {
                    faults.add(below + " is unknown");
                } else {
                    markup(below, child, kind, faults);
                }
            }
        }
    }

    private static String camel(String name) {
        return WORD.matcher("-" + name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Class<?> attribute(Class<?> type, String getter) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(getter))
                .map(Method::getReturnType)
                .findFirst()
                .orElse(null);
    }

    /** Directly in the response stand verbs, in what is said stands SSML. */
    private static @Nullable Class<?> child(Class<?> type, String name) {
        String kind = "com.twilio.twiml.voice." + (type.equals(VoiceResponse.class) ? "" : "Ssml") + name;
        try {
            return Class.forName(kind, false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Test
    void everyRequestIsACall() {
        String ssml = "<speak>Your code <break time=\"1s\"/> is <say-as interpret-as=\"digits\">1234</say-as></speak>";
        List<Wire.Sent> all = new Wire(new TwilioVoiceContractIT())
                .with(new Element.Voice(ssml, true, "de-DE", "Polly.Marlene", 2))
                .withOverride(new JsonObject("{\"Twiml\":\"<Response><Say>Hi</Say></Response>\"}"))
                .sent();
        assertThat(Faults.of(all, sent -> faults(sent.call().form()))).isEmpty();
    }

    @Test
    void answersAndCallbacksAreAsDescribed() {
        StrictJackson twilio = new StrictJackson((type, member) -> false);
        assertThat(twilio.faultsRead(standIn.taken(Wire.taken()).body(), Call.class))
                .isEmpty();
        assertThat(Wire.told(standIn)).hasSize(3).allSatisfy(hook -> {
            String status = field(hook.body().toString(), "CallStatus");
            assertThat(Arrays.stream(Call.Status.values()).map(Call.Status::toString))
                    .contains(status);
        });
    }

    private static String field(String form, String name) {
        return Arrays.stream(form.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Text | a | /Text is unknown",
                "Timeout | long | /Timeout is no Integer",
                "StatusCallback | here | /StatusCallback is no URI",
                "Twiml | <Response><Shout>Hi</Shout></Response> | /Twiml/Response/Shout is unknown",
                "Twiml | <Response><Say speed=\"2\">Hi</Say></Response> | /Twiml/Response/Say/@speed is unknown",
                "Twiml | <Response><Say loop=\"ever\">Hi</Say></Response> | /Twiml/Response/Say/@loop is no Integer",
                "Twiml | <Response><Say language=\"Klingon\">Hi</Say></Response> | /Twiml/Response/Say/@language is no Language",
                "Twiml | <Response><Say><shout/></Say></Response> | /Twiml/Response/Say/shout is unknown"
            })
    void whatIsWrongIsFoundAndNamed(String name, String value, String fault) {
        JsonObject form = new JsonObject().put("To", "+31612345678").put("From", "+31201234567");
        assertThat(faults(form.put(name, value))).singleElement().asString().startsWith(fault);
    }

    @Test
    void whatIsMissingIsFoundAndNamed() {
        assertThat(faults(new JsonObject().put("To", "+31612345678"))).containsExactly("/From is missing");
    }
}
