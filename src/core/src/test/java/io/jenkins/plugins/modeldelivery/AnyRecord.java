package io.jenkins.plugins.modeldelivery;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records filled with anything that their components can hold, null included. */
public final class AnyRecord {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "dev",
            "prod",
            "archived",
            "promote",
            "rollback",
            "weather/rain",
            "../x",
            "ä€\uD83D\uDE00",
            "\"quoted\"\n\u0000",
            "ab".repeat(32),
            "0".repeat(64),
            "sum",
            "null",
            "%00");
    private static final double[] NUMBERS = {
        0, -0.0, 1, -1, 0.1, 1e-300, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private final Random random;
    /** In how many it leaves a component null: one in so many. */
    private final int nulls;

    /** @param nulls one in so many components is null; 0: none */
    public AnyRecord(Random random, int nulls) {
        this.random = random;
        this.nulls = nulls;
    }

    /** One of a type: a record, or a sealed interface of records. */
    public <T> T of(Class<T> type) {
        for (int attempt = 0; ; attempt++) {
            try {
                return type.cast(value(type, 0));
            } catch (Refused e) {
                if (attempt > 100) {
                    throw e;
                }
            }
        }
    }

    /** A record that does not take what it was given. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(Throwable cause) {
            super(cause);
        }
    }

    private Object value(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, depth);
        }
        Class<?> plain = (Class<?>) type;
        if (!plain.isPrimitive() && depth > 0 && nulls > 0 && random.nextInt(nulls) == 0) {
            return null;
        }
        if (plain.isRecord()) {
            return record(plain, depth);
        }
        if (plain.isSealed()) {
            Class<?>[] permitted = plain.getPermittedSubclasses();
            return value(permitted[random.nextInt(permitted.length)], depth);
        }
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (plain.isArray()) {
            Object array = Array.newInstance(plain.getComponentType(), random.nextInt(3));
            for (int i = 0; i < Array.getLength(array); i++) {
                Array.set(array, i, value(plain.getComponentType(), depth + 1));
            }
            return array;
        }
        return simple(plain);
    }

    private Object simple(Class<?> type) {
        if (type == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt(8) - 1;
        } else if (type == long.class || type == Long.class) {
            return (long) random.nextInt(8) - 1;
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == double.class || type == Double.class) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        } else if (type == Instant.class) {
            return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1000), random.nextInt(1000) * 1000L);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(random.nextInt(1000));
        } else if (type == Object.class) {
            return random.nextBoolean() ? "text" : (Object) random.nextInt(9);
        }
        throw new IllegalArgumentException("Nothing is known of " + type);
    }

    private Object container(ParameterizedType type, int depth) {
        if (nulls > 0 && random.nextInt(nulls) == 0) {
            return null;
        }
        Type[] arguments = type.getActualTypeArguments();
        int size = random.nextInt(3);
        if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(value(arguments[0], depth + 1));
            }
            return list;
        }
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(TEXTS.get(random.nextInt(TEXTS.size())), value(arguments[1], depth + 1));
            }
            return map;
        }
        throw new IllegalArgumentException("Nothing is known of " + type);
    }

    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType(), depth + 1);
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new Refused(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
