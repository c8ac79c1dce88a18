package dev.heliograph.channel.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds a document against the fields that classes declare: every member must be one of them, of its type, and among its values where it has an enumeration. */
public final class DeclaredFields {
    private final Function<Field, @Nullable String> name;
    private final BiFunction<Class<?>, JsonNode, Class<?>> chosen;
    private final boolean numbersAsTexts;

    /**
     * @param name of the member that a field stands for, or null when it stands for none
     * @param chosen the class that a member of a general class has, told by what stands in it; the general class itself where nothing is to be chosen
     * @param numbersAsTexts whether the classes have texts for numbers too, as some have that only read
     */
    public DeclaredFields(
            Function<Field, @Nullable String> name,
            BiFunction<Class<?>, JsonNode, Class<?>> chosen,
            boolean numbersAsTexts) {
        this.numbersAsTexts = numbersAsTexts;
        this.name = name;
        this.chosen = chosen;
    }

    /** @return a line for each fault, the path of the member first; none when {@code json} is what {@code type} stands for */
    public List<String> faults(JsonNode json, Class<?> type) {
        List<String> faults = new ArrayList<>();
        check("", json, type, faults);
        return faults;
    }

    private void check(String at, JsonNode json, Type type, List<String> faults) {
        if (type instanceof ParameterizedType list && List.class.equals(list.getRawType())) {
            if (!json.isArray()) {
                faults.add(at + " is no list");
                return;
            }
            for (int i = 0; i < json.size(); i++) {
                check(at + "/" + i, json.get(i), list.getActualTypeArguments()[0], faults);
            }
        } else if (type instanceof Class<?> plain && !isScalar(plain)) {
            object(at, json, plain, faults);
        } else if (!(type instanceof Class<?> plain) || !fits(json, plain)) {
            faults.add(at + " is no " + type.getTypeName().replaceFirst(".*[.$]", "") + ": " + json);
        }
    }

    private static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type.equals(String.class)
                || type.equals(Boolean.class)
                || type.equals(Date.class)
                || Number.class.isAssignableFrom(type);
    }

    /** Moments are numbers or texts. */
    private boolean fits(JsonNode json, Class<?> type) {
        if (type.isEnum()) {
            return json.isTextual()
                    && Arrays.stream(type.getEnumConstants())
                            .anyMatch(value -> ((Enum<?>) value).name().equals(json.textValue()));
        }
        if (type.equals(String.class)) {
            return json.isTextual() || numbersAsTexts && json.isNumber();
        }
        if (type.equals(Boolean.class) || type.equals(boolean.class)) {
            return json.isBoolean();
        }
        if (type.equals(Date.class)) {
            return json.isIntegralNumber() || json.isTextual();
        }
        boolean whole = !type.equals(Double.class)
                && !type.equals(double.class)
                && !type.equals(Float.class)
                && !type.equals(float.class);
        return whole ? json.isIntegralNumber() : json.isNumber();
    }

    private void object(String at, JsonNode json, Class<?> general, List<String> faults) {
        if (!json.isObject()) {
            faults.add(at + " is no object");
            return;
        }
        Class<?> type = chosen.apply(general, json);
        Map<String, Field> declared = new HashMap<>();
        for (Class<?> from = type; from != null; from = from.getSuperclass()) {
            for (Field field : from.getDeclaredFields()) {
                String member = name.apply(field);
                if (member != null) {
                    declared.putIfAbsent(member, field);
                }
            }
        }
        json.properties().forEach(member -> {
            Field field = declared.get(member.getKey());
            String below = at + "/" + member.getKey();
            if (field == null) {
                faults.add(below + " is unknown");
            } else {
                check(below, member.getValue(), field.getGenericType(), faults);
            }
        });
    }
}
