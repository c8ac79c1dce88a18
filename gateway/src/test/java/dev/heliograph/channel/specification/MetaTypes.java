package dev.heliograph.channel.specification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.restfb.Facebook;
import com.restfb.types.send.AbstractButton;
import com.restfb.types.send.ButtonTemplatePayload;
import com.restfb.types.send.CallButton;
import com.restfb.types.send.GenericTemplatePayload;
import com.restfb.types.send.IdMessageRecipient;
import com.restfb.types.send.MediaAttachment;
import com.restfb.types.send.MessageAttachment;
import com.restfb.types.send.MessageRecipient;
import com.restfb.types.send.PostbackButton;
import com.restfb.types.send.TemplateAttachment;
import com.restfb.types.send.TemplatePayload;
import com.restfb.types.send.WebButton;
import com.restfb.types.webhook.Change;
import com.restfb.types.webhook.ChangeValue;
import com.restfb.types.webhook.whatsapp.WhatsappMessagesValue;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Meta's products are sent and send, by the types of RestFB. */
public final class MetaTypes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DeclaredFields WRITTEN = new DeclaredFields(MetaTypes::name, MetaTypes::chosen, false);
    private static final DeclaredFields READ = new DeclaredFields(MetaTypes::name, MetaTypes::chosen, true);

    private static final Map<String, Class<?>> BUTTONS =
            Map.of("web_url", WebButton.class, "postback", PostbackButton.class, "phone_number", CallButton.class);

    private static final Map<String, Class<?>> TEMPLATES =
            Map.of("generic", GenericTemplatePayload.class, "button", ButtonTemplatePayload.class);

    private MetaTypes() {}

    /** @return the faults of what is sent */
    public static List<String> faults(String json, Class<?> type) {
        return WRITTEN.faults(tree(json), type);
    }

    /** @return the faults of what comes back, or by webhook */
    public static List<String> faultsRead(String json, Class<?> type) {
        return READ.faults(tree(json), type);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable String name(Field field) {
        if (field.getDeclaringClass().equals(Change.class)) {
            // Its value is kept as text until its class is known.
            return field.getName().equals("field") || field.getName().equals("value") ? field.getName() : null;
        }
        Facebook member = field.getAnnotation(Facebook.class);
        return member == null ? null : member.value().isEmpty() ? field.getName() : member.value();
    }

    private static Class<?> chosen(Class<?> general, JsonNode json) {
        if (general.equals(MessageAttachment.class)) {
            return json.path("type").asText().equals("template") ? TemplateAttachment.class : MediaAttachment.class;
        }
        if (general.equals(TemplatePayload.class)) {
            return TEMPLATES.getOrDefault(json.path("template_type").asText(), general);
        }
        if (general.equals(AbstractButton.class)) {
            return BUTTONS.getOrDefault(json.path("type").asText(), general);
        }
        if (general.equals(MessageRecipient.class)) {
            return IdMessageRecipient.class;
        }
        if (general.equals(ChangeValue.class)) {
            return WhatsappMessagesValue.class;
        }
        // The payload with a link is no public class.
        return general.isInterface() && general.getName().endsWith("MediaAttachmentPayload") ? urlPayload() : general;
    }

    private static Class<?> urlPayload() {
        try {
            return Class.forName(MediaAttachment.class.getName() + "$UrlPayload");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
