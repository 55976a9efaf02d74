package io.jenkins.plugins.modeldelivery.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * A parameter of a trainer.
 *
 * @param name as in Jenkinsfiles
 * @param type how its value is written
 * @param initial the default
 * @param min smallest value allowed
 * @param max largest value allowed
 * @param words those allowed, the default first; empty where it is a number
 * @param help what it does, one or two sentences
 */
public record Parameter(
        String name, Type type, double initial, double min, double max, List<String> words, String help) {
    public Parameter {
        words = List.copyOf(words);
    }

    /** How a value is written. */
    public enum Type {
        /** Whole number. */
        INTEGER,
        /** Number. */
        NUMBER,
        /** One of a few words. */
        WORD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Parameter integer(String name, int initial, int min, int max, String help) {
        return new Parameter(name, Type.INTEGER, initial, min, max, List.of(), help);
    }

    static Parameter number(String name, double initial, double min, double max, String help) {
        return new Parameter(name, Type.NUMBER, initial, min, max, List.of(), help);
    }

    static Parameter word(String name, List<String> words, String help) {
        return new Parameter(name, Type.WORD, 0, 0, 0, words, help);
    }

    /** The default as it is recorded in results: an Integer, a Double or a String. */
    public Object defaultValue() {
        return type == Type.WORD ? words.get(0) : boxed(initial);
    }

    /** The values allowed, in words: {@code a whole number from 1 to 10000}. */
    public String range() {
        if (type == Type.WORD) {
            return "one of " + String.join(", ", words);
        }
        return (type == Type.INTEGER ? "a whole number" : "a number") + " from " + boxed(min) + " to " + boxed(max);
    }

    /**
     * The value as an Integer, a Double or a String.
     *
     * @param given a number, a number as text, or a word
     * @throws IllegalArgumentException if it is none, or out of range; the message is the end of a sentence about it
     */
    public Object parse(Object given) {
        if (type == Type.WORD) {
            if (!words.contains(String.valueOf(given))) {
                throw new IllegalArgumentException("must be " + range() + ", not '" + given + "'");
            }
            return String.valueOf(given);
        }
        double value;
        if (given instanceof Number number) {
            value = number.doubleValue();
        } else {
            try {
                value = Double.parseDouble(String.valueOf(given).strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be " + range() + ", not '" + given + "'", e);
            }
        }
        boolean whole = type != Type.INTEGER || value == Math.rint(value);
        if (!whole || !(value >= min && value <= max)) {
            throw new IllegalArgumentException("must be " + range() + ", not " + given);
        }
        return boxed(value);
    }

    private Object boxed(double value) {
        if (type == Type.INTEGER) {
            return (int) value;
        }
        return value;
    }
}
