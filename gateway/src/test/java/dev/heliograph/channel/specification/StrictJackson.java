package dev.heliograph.channel.specification;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document by classes that a provider's specification was made into, and takes nothing that they do not have: no unknown member, whatever their annotations say
 * of those, no unknown kind, no text for a number and no number for a text, no value outside an enumeration, and nothing missing that they ask for. What was read is
 * written again by the same classes, and must be what it was.
 */
public final class StrictJackson {
    private final JsonMapper mapper;

    /**
     * @param required whether a class asks for a member of that name
     * @param modules that read what the classes leave to them
     */
    public StrictJackson(BiPredicate<Class<?>, String> required, Module... modules) {
        mapper = JsonMapper.builder()
                .addModules(modules)
                .addHandler(new KindsAreKnown())
                .annotationIntrospector(new StrictAnnotations(required))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    /** @return a line for each fault, the path of the member first; none when {@code json} is what {@code type} stands for */
    public List<String> faults(String json, Class<?> type) {
        try {
            Object read = mapper.readValue(json, type);
            return JsonDifference.of(mapper.readTree(json), mapper.valueToTree(read));
        } catch (JsonProcessingException e) {
            return List.of(fault(e));
        }
    }

    /** The same for classes that cannot be written, or write something else than they read. */
    public List<String> faultsRead(String json, Class<?> type) {
        try {
            mapper.readValue(json, type);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(fault(e));
        }
    }

    private static String fault(JsonProcessingException e) {
        StringBuilder at = new StringBuilder();
        if (e instanceof JsonMappingException wrong) {
            wrong.getPath()
                    .forEach(step -> at.append('/')
                            .append(
                                    step.getFieldName() == null
                                            ? String.valueOf(step.getIndex())
                                            : step.getFieldName()));
        }
        return at + ": " + e.getOriginalMessage();
    }

    /** What chooses a class is no member of it, and known all the same. */
    private static final class KindsAreKnown extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            Class<?> type = beanOrClass instanceof Class<?> itself ? itself : beanOrClass.getClass();
            if (!chooses(deserializer.handledType() == null ? type : deserializer.handledType(), name)) {
                return false;
            }
            parser.skipChildren();
            return true;
        }

        private static boolean chooses(@Nullable Class<?> type, String name) {
            if (type == null) {
                return false;
            }
            JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
            return info != null && info.property().equals(name)
                    || chooses(type.getSuperclass(), name)
                    || Arrays.stream(type.getInterfaces()).anyMatch(above -> chooses(above, name));
        }
    }

    /** Annotations, but for those that let something pass. */
    private static final class StrictAnnotations extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        private final transient BiPredicate<Class<?>, String> required;

        StrictAnnotations(BiPredicate<Class<?>, String> required) {
            this.required = required;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
        }

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            JsonTypeInfo.Value value = super.findPolymorphicTypeInfo(config, annotated);
            return value == null || !isForTheUnknown(value.getDefaultImpl()) ? value : value.withDefaultImpl(null);
        }

        /** What some have to stand for kinds that came after them. */
        private static boolean isForTheUnknown(@Nullable Class<?> type) {
            return type != null && type.getSimpleName().startsWith("Unknown");
        }

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            JsonProperty property = member.getAnnotation(JsonProperty.class);
            return property != null && required.test(member.getDeclaringClass(), property.value())
                    ? Boolean.TRUE
                    : super.hasRequiredMarker(member);
        }
    }
}
