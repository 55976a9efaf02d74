package io.jenkins.plugins.modeldelivery.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.PrintStream;
import java.util.List;

/** Rows of text in columns. */
final class Columns {

    private Columns() {}

    /** @param rows all of the same length; two spaces come between columns */
    static void print(@NonNull PrintStream out, @NonNull List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], plain(row.get(i)).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = plain(row.get(i));
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Words of users cannot move the cursor of a terminal or end a line. */
    @NonNull
    static String plain(@NonNull String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
    }
}
