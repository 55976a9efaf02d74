package io.jenkins.plugins.modeldelivery.parameter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * The arguments of a step as a Pipeline script gives them: names and values of any kind. Left alone, Jenkins passes over names
 * that it does not know, cuts fractions off where whole numbers are wanted, reads {@code 'yes'} as false, and stops at the
 * first value of a wrong kind with a stack trace. Here all of them become {@link Mistakes}, also those inside of nested
 * objects such as gates.
 */
public final class Arguments {

    private static final int SHOWN = 60;

    private final Mistakes mistakes;

    private Arguments(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * The arguments that can be used.
     *
     * @param type what is to be made of them
     * @param arguments by name; not changed
     * @param mistakes receives what is wrong with the others, which are left out
     */
    @NonNull
    public static Map<String, Object> usable(
            @NonNull Class<?> type, @NonNull Map<String, ?> arguments, @NonNull Mistakes mistakes) {
        return new Arguments(mistakes).usable(type, arguments, "");
    }

    /** @param path of what the arguments belong to: empty, or {@code gates: gate: } */
    private Map<String, Object> usable(Class<?> type, Map<String, ?> arguments, String path) {
        DescribableModel<?> model = DescribableModel.of(type);
        Map<String, Object> usable = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            DescribableParameter parameter = model.getParameter(name);
            if (UninstantiatedDescribable.ANONYMOUS_KEY.equals(name)) {
                usable.put(name, value);
            } else if (parameter == null) {
                List<String> known = model.getParameters().stream()
                        .map(DescribableParameter::getName)
                        .toList();
                mistakes.unusable(path + name, "there is no such parameter", Nearest.advice(name, known, "parameters"));
            } else {
                Object read = value == null ? null : value(path + name, parameter.getRawType(), value);
                if (read != null || value == null) {
                    usable.put(name, read);
                }
            }
        });
        return usable;
    }

    /** The value as a parameter of a type takes it; null if it does not, which is a mistake then. */
    @CheckForNull
    private Object value(String where, Type type, Object value) {
        Class<?> wanted = erasure(type);
        if (wanted == String.class) {
            return text(where, value);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return truth(where, value);
        }
        if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
            return number(where, wanted, value);
        }
        if (Collection.class.isAssignableFrom(wanted)) {
            return list(where, type, value);
        }
        if (Map.class.isAssignableFrom(wanted)) {
            return value instanceof Map
                    ? value
                    : wrong(where, shown(value) + " is no map", "Write it as " + where + ": [key: 'value']");
        }
        return Describable.class.isAssignableFrom(wanted) ? object(where, wanted, value) : value;
    }

    private Object text(String where, Object value) {
        return value instanceof CharSequence
                ? value.toString()
                : wrong(
                        where,
                        shown(value) + " is no text",
                        value instanceof Number || value instanceof Boolean
                                ? "Put it in quotes: '" + value + "'"
                                : "Write a text in quotes");
    }

    private Object truth(String where, Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        String text = value instanceof CharSequence ? value.toString().strip() : "";
        return text.equals("true") || text.equals("false")
                ? Boolean.valueOf(text)
                : wrong(where, shown(value) + " is neither true nor false", null);
    }

    private Object number(String where, Class<?> wanted, Object value) {
        boolean whole = wanted != Double.class && wanted != double.class;
        double number;
        try {
            number = value instanceof Number given
                    ? given.doubleValue()
                    : Double.parseDouble(value instanceof CharSequence ? value.toString() : "");
        } catch (NumberFormatException e) {
            return wrong(where, shown(value) + " is no number", null);
        }
        if (!Double.isFinite(number)) {
            return wrong(where, shown(value) + " is no finite number", null);
        }
        if (!whole) {
            return number;
        }
        boolean wide = wanted == Long.class || wanted == long.class;
        if (number != Math.rint(number) || !wide && Math.abs(number) > Integer.MAX_VALUE) {
            return wrong(where, shown(value) + " is no whole number" + (wide ? "" : " of that size"), null);
        }
        try {
            if (wide) {
                return Long.valueOf(
                        value instanceof Number given
                                ? given.longValue()
                                : Long.parseLong(value.toString().strip()));
            }
        } catch (NumberFormatException e) {
            return wrong(where, shown(value) + " is no whole number", null);
        }
        return (int) number;
    }

    private Object list(String where, Type type, Object value) {
        if (!(value instanceof List<?> given)) {
            return wrong(
                    where,
                    shown(value) + " is no list",
                    "Write it in brackets: " + where + ": ["
                            + (value instanceof CharSequence ? "'" + value + "'" : "...") + "]");
        }
        Type element = type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
        List<Object> usable = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Object one = given.get(i);
            String place = given.size() == 1 ? where : where + "[" + i + "]";
            Object read = one == null ? wrong(place, "is null", null) : value(place, element, one);
            if (read != null) {
                usable.add(read);
            }
        }
        return usable;
    }

    /** What a symbol or a map describes. One that names its class is left to Jenkins. */
    private Object object(String where, Class<?> wanted, Object value) {
        if (value instanceof UninstantiatedDescribable described) {
            if (described.getSymbol() == null) {
                return value;
            }
            Descriptor<?> descriptor = SymbolLookup.get().findDescriptor(wanted, described.getSymbol());
            if (descriptor == null) {
                List<String> known = symbols(wanted);
                return wrong(
                        where,
                        described.getSymbol() + "(...) does not belong here",
                        Nearest.advice(described.getSymbol(), known, "choices"));
            }
            int before = mistakes.count();
            Map<String, Object> usable =
                    usable(descriptor.clazz, described.getArguments(), where + ": " + described.getSymbol() + ": ");
            // Half an object would only be found wanting for what is left out.
            return mistakes.count() > before ? null : described.withArguments(usable);
        }
        if (wanted.isInstance(value) || value instanceof Map<?, ?> map && map.containsKey(DescribableModel.CLAZZ)) {
            return value;
        }
        List<String> known = symbols(wanted);
        return wrong(
                where,
                shown(value) + " does not belong here",
                known.isEmpty()
                        ? null
                        : "Write "
                                + String.join(
                                        ", ",
                                        known.stream().map(s -> s + "(...)").toList()));
    }

    private static List<String> symbols(Class<?> type) {
        return Jenkins.get().getDescriptorList(type.asSubclass(Describable.class)).stream()
                .flatMap(d -> SymbolLookup.getSymbolValue(d).stream().limit(1))
                .toList();
    }

    private Object wrong(String where, String what, String advice) {
        mistakes.unusable(where, what, advice);
        return null;
    }

    private static String shown(Object value) {
        if (value instanceof Secret) {
            return "a secret";
        }
        if (value instanceof UninstantiatedDescribable described) {
            return described.getSymbol() + "(...)";
        }
        String text = String.valueOf(value);
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return value instanceof CharSequence ? "'" + cut + "'" : cut;
    }

    private static Class<?> erasure(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType() : Object.class;
    }
}
