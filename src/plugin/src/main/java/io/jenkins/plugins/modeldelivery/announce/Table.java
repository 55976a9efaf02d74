package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown as GitHub and GitLab read it. Cells are plain text: whatever they hold, it stays text. */
final class Table {

    /** More rows are told by their number: a check has room for 65,535 characters. */
    private static final int MOST_ROWS = 100;

    /** Longest cell, in characters. */
    private static final int MOST_CHARACTERS = 300;

    private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&@:$\"'=^";

    private final StringBuilder text = new StringBuilder();
    private int rows;

    Table(@NonNull String... heads) {
        line(heads);
        text.append("|---".repeat(heads.length)).append("|\n");
    }

    void row(@NonNull String... cells) {
        if (rows++ < MOST_ROWS) {
            line(cells);
        }
    }

    private void line(String... cells) {
        text.append(Arrays.stream(cells).map(Table::plain).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    boolean isEmpty() {
        return rows == 0;
    }

    @Override
    public String toString() {
        return rows <= MOST_ROWS ? text.toString() : text + "\nand " + (rows - MOST_ROWS) + " more\n";
    }

    /**
     * Text that no Markdown means anything else by: every character that could is written as a reference, which neither
     * splits cells nor makes links, mentions or mark-up.
     */
    @NonNull
    static String plain(@CheckForNull String value) {
        if (value == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        value.codePoints().limit(MOST_CHARACTERS).forEach(c -> {
            if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                plain.append(' ');
            } else if (SPECIAL.indexOf(c) >= 0 && !harmless(c)) {
                plain.append("&#").append(c).append(';');
            } else {
                plain.appendCodePoint(c);
            }
        });
        return value.codePointCount(0, value.length()) > MOST_CHARACTERS ? plain + "…" : plain.toString();
    }

    /** What is special only where a cell or a sentence of ours never begins, and common in numbers. */
    private static boolean harmless(int c) {
        return c == '.' || c == '-' || c == '(' || c == ')' || c == '\'' || c == '=' || c == '+';
    }

    /** Four significant digits. */
    @NonNull
    static String number(@CheckForNull Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.4g", value);
    }
}
