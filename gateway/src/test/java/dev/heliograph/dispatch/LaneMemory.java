package dev.heliograph.dispatch;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks into a lane that has nothing to do: whatever it, or a part of it, still holds about messages then is a leak. */
public final class LaneMemory {
    private LaneMemory() {}

    /** @return what is left in any map or collection of the lane and of the parts that it is made of, empty when there is nothing */
    public static String leftIn(Lane lane) {
        StringBuilder left = new StringBuilder();
        sizesIn(lane)
                .forEach((name, size) ->
                        left.append(name).append('=').append(size).append(' '));
        int held = lane.status().held();
        if (held != 0) {
            left.append("held=").append(held);
        }
        return left.toString();
    }

    /** @return how many are in each map and collection of the lane and of the parts that it is made of, where there are any */
    static Map<String, Integer> sizesIn(Lane lane) {
        Map<String, Integer> sizes = new TreeMap<>();
        Set<Object> known = new HashSet<>();
        ArrayDeque<Object> parts = new ArrayDeque<>();
        parts.add(lane);
        for (Object part; (part = parts.poll()) != null; ) {
            if (known.add(part)) {
                for (Field field : part.getClass().getDeclaredFields()) {
                    look(field, part, parts, sizes);
                }
            }
        }
        return sizes;
    }

    private static void look(Field field, Object owner, ArrayDeque<Object> parts, Map<String, Integer> sizes) {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        Object value = valueOf(field, owner);
        int size = value instanceof Map<?, ?> map ? map.size() : value instanceof Collection<?> all ? all.size() : 0;
        if (size > 0) {
            sizes.merge(field.getName(), size, Math::max);
        } else if (value != null
                && !value.getClass().isEnum()
                && !value.getClass().isRecord()
                && !value.getClass().isHidden()
                && value.getClass().getPackage() == Lane.class.getPackage()) {
            parts.add(value);
        }
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
