package io.jenkins.plugins.modeldelivery.catalogue;

import java.util.Locale;

/**
 * A parameter of a trainer.
 *
 * @param name as in Jenkinsfiles
 * @param type how its value is written
 * @param initial the default
 * @param min smallest value allowed
 * @param max largest value allowed
 * @param help what it does, one or two sentences
 */
public record Parameter(String name, Type type, double initial, double min, double max, String help) {

    /** How a value is written. */
    public enum Type {
        /** Whole number. */
        INTEGER,
        /** Number. */
        NUMBER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Parameter integer(String name, int initial, int min, int max, String help) {
        return new Parameter(name, Type.INTEGER, initial, min, max, help);
    }

    static Parameter number(String name, double initial, double min, double max, String help) {
        return new Parameter(name, Type.NUMBER, initial, min, max, help);
    }

    /** The default as it is recorded in results: an Integer or a Double. */
    public Object defaultValue() {
        return boxed(initial);
    }

    /** The values allowed, in words: {@code a whole number from 1 to 10000}. */
    public String range() {
        return (type == Type.INTEGER ? "a whole number" : "a number") + " from " + boxed(min) + " to " + boxed(max);
    }

    /**
     * The value as an Integer or a Double.
     *
     * @param given a number, or a number as text
     * @throws IllegalArgumentException if it is none, or out of range; the message is the end of a sentence about it
     */
    public Object parse(Object given) {
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
