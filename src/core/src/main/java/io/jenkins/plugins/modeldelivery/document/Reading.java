package io.jenkins.plugins.modeldelivery.document;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How data files are to be read, as far as somebody said so; the rest is found out from the files. A model keeps what held for
 * its training, and data that it meets later are read the same way.
 *
 * @param separator between the cells of CSV: one character, or {@code comma}, {@code semicolon}, {@code tab}, {@code pipe},
 *     {@code space}; null: detected
 * @param missing cells that have no value, beside the empty one, instead of the usual words; numbers among them are meant as
 *     numbers, so that {@code -999} also is {@code -999.0}; null: the usual words; empty: the empty cell only
 * @param types column to type: {@code number}, {@code category}, {@code text} (read, but not learned from), {@code date}, or
 *     {@code date} and a pattern of {@link DateTimeFormatter} such as {@code date dd.MM.yyyy}; never null
 * @param categories columns that are categories though they look like numbers; never null
 */
public record Reading(String separator, List<String> missing, Map<String, String> types, List<String> categories) {

    /** Nothing is said. */
    public static final Reading DETECTED = new Reading(null, null, null, null);

    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|', "space", ' ', "\\t", '\t');

    private static final String DATE = "date";

    public Reading {
        missing = missing == null ? null : List.copyOf(missing);
        types = types == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
        categories = categories == null ? List.of() : List.copyOf(categories);
    }

    /** What a column may be said to be. */
    public enum Kind {
        NUMBER,
        CATEGORY,
        TEXT,
        DATE;

        /** How columns of the kind are understood. */
        public Signature.Type type() {
            return switch (this) {
                case NUMBER -> Signature.Type.NUMERIC;
                case DATE -> Signature.Type.DATE;
                default -> Signature.Type.CATEGORICAL;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether everything is to be found out. */
    public boolean detected() {
        return equals(DETECTED);
    }

    /** The separator as a character; null: detected. To be called on a checked one. */
    public Character separatorCharacter() {
        return separator == null ? null : character(separator);
    }

    private static Character character(String separator) {
        Character named = SEPARATORS.get(separator.toLowerCase(Locale.ROOT));
        return named != null ? named : separator.length() == 1 ? separator.charAt(0) : null;
    }

    /** What a column was said to be; null if nothing was. To be called on a checked one. */
    public Kind kind(String column) {
        String type = types.get(column);
        return type == null ? categories.contains(column) ? Kind.CATEGORY : null : kindOf(type);
    }

    private static Kind kindOf(String type) {
        String word = type.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return switch (word) {
            case "number", "numeric" -> Kind.NUMBER;
            case "category", "categorical" -> Kind.CATEGORY;
            case "text" -> Kind.TEXT;
            case DATE -> Kind.DATE;
            default -> null;
        };
    }

    /** The pattern of a column's dates, as {@link DateTimeFormatter} takes it; null: none was given. */
    public String datePattern(String column) {
        String type = types.get(column);
        if (type == null || kindOf(type) != Kind.DATE) {
            return null;
        }
        String pattern = type.strip().substring(DATE.length()).strip();
        return pattern.isEmpty() ? null : pattern;
    }

    /** All columns of which something is said. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>(types.keySet());
        columns.addAll(categories);
        return columns;
    }

    /**
     * The reading of data that come after a training: what is said here, else what was said there. Types and categories hold
     * column by column.
     *
     * @param training null: none
     */
    public Reading over(Reading training) {
        if (training == null) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(training.types);
        all.keySet().removeAll(categories);
        all.putAll(types);
        List<String> both = new ArrayList<>(categories);
        training.categories.stream()
                .filter(c -> !both.contains(c) && !types.containsKey(c))
                .forEach(both::add);
        return new Reading(
                separator == null ? training.separator : separator,
                missing == null ? training.missing : missing,
                all,
                both);
    }

    /** The same without a word about any column, but that dates after a pattern are text: nobody could find out what they are. */
    public Reading ofAnyType() {
        Map<String, String> texts = new LinkedHashMap<>();
        types.keySet().stream().filter(c -> datePattern(c) != null).forEach(c -> texts.put(c, Kind.TEXT.toString()));
        return new Reading(separator, missing, texts, null);
    }

    /** Notes what is wrong with it, whatever the files are. */
    public void check(Problems problems) {
        if (separator != null) {
            Character c = character(separator);
            if (c == null || c > 126 || Character.isLetterOrDigit(c) || "\"\n\r\0.+-".indexOf(c) >= 0) {
                problems.add(
                        "'" + separator + "' cannot separate cells",
                        "parameter separator",
                        "Give comma, semicolon, tab, pipe or space, or one ASCII character that no number is written with.");
            }
        }
        types.forEach((column, type) -> {
            if (column.isBlank()) {
                problems.add("A type has no column", "parameter types", "Write types: [zip: 'category'].");
            }
            checkType(column, type == null ? "" : type, problems);
        });
        for (String column : categories) {
            String type = types.get(column);
            if (type != null && kindOf(type) != null && kindOf(type) != Kind.CATEGORY) {
                problems.add(
                        "Column '" + column + "' is among the categories, and types says it is a " + kindOf(type),
                        "parameter categories",
                        "Say it once.");
            }
        }
    }

    private static void checkType(String column, String type, Problems problems) {
        String where = "parameter types, column '" + column + "'";
        Kind kind = kindOf(type);
        String rest = type.strip();
        int blank = rest.indexOf(' ');
        rest = blank < 0 ? "" : rest.substring(blank).strip();
        if (kind == null || kind != Kind.DATE && !rest.isEmpty()) {
            problems.add(
                    "'" + type + "' is no type",
                    where,
                    Nearest.of(type, List.of("number", "category", "date", "text"))
                            .map(n -> "Did you mean '" + n + "'?")
                            .orElse("The types are number, category, text and date; of dates that are not written"
                                    + " 2024-12-31 the pattern follows: 'date dd.MM.yyyy'."));
        } else if (!rest.isEmpty()) {
            try {
                DateTimeFormatter.ofPattern(rest, Locale.ENGLISH);
            } catch (IllegalArgumentException e) {
                problems.add(
                        "'" + rest + "' is no pattern of a date: " + e.getMessage(),
                        where,
                        "Write for example 'date dd.MM.yyyy' or 'date MM/dd/yyyy HH:mm'.");
            }
        }
    }

    /** Notes the columns of which something is said and that are not in the file. */
    public void checkColumns(List<String> names, Problems problems) {
        for (String column : columns()) {
            if (!names.contains(column)) {
                problems.add(
                        "There is no column '" + column + "'",
                        types.containsKey(column) ? "parameter types" : "parameter categories",
                        Nearest.advice(column, names, "columns of the file"));
            }
        }
    }
}
