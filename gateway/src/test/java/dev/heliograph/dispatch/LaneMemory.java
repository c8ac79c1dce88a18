package dev.heliograph.dispatch;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;

/** Looks into a lane that has nothing to do: whatever it still holds about messages then is a leak. */
public final class LaneMemory {
    private LaneMemory() {}

    /** @return what is left in any map or collection of the lane and of the parts it is made of, empty when there is nothing */
    public static String leftIn(Lane lane) {
        StringBuilder left = new StringBuilder();
        look(lane, left);
        for (String part : new String[] {"intake", "deadlines", "sending"}) {
            look(valueOf(field(Lane.class, part), lane), left);
        }
        Object sending = valueOf(field(Lane.class, "sending"), lane);
        for (String part : new String[] {"amendments", "inFlight"}) {
            look(valueOf(field(Sending.class, part), sending), left);
        }
        int held = lane.status().held();
        if (held != 0) {
            left.append("held=").append(held);
        }
        return left.toString();
    }

    private static void look(Object part, StringBuilder left) {
        for (Field field : part.getClass().getDeclaredFields()) {
            Object value =
                    Map.class.isAssignableFrom(field.getType()) || Collection.class.isAssignableFrom(field.getType())
                            ? valueOf(field, part)
                            : null;
            int size =
                    value instanceof Map<?, ?> map ? map.size() : value instanceof Collection<?> all ? all.size() : 0;
            if (size > 0) {
                left.append(field.getName()).append('=').append(size).append(' ');
            }
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            return owner.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError("a lane has no part " + name + " any more: look for its successor", e);
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
