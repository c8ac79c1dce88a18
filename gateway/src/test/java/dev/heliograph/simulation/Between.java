package dev.heliograph.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Stands between a part and who calls it: some of its methods are done otherwise, the others as they are. */
public final class Between {
    private Between() {}

    /** A method done otherwise. */
    public interface Otherwise {
        /** @param values the arguments; {@code real} is called with whatever is in there then */
        Object call(Real real, Object[] values) throws Throwable;
    }

    /** The method as it is. */
    public interface Real {
        Object call() throws Throwable;
    }

    public static <T> T of(Class<T> type, T real, String name, Otherwise otherwise) {
        Set<String> names = Set.of(name);
        InvocationHandler handler = (proxy, method, values) -> names.contains(method.getName())
                ? otherwise.call(() -> invoke(method, real, values), values)
                : invoke(method, real, values);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Method method, Object real, Object[] values) throws Throwable {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
