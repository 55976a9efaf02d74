package io.jenkins.plugins.modeldelivery.cli;

import java.util.List;

/** Rows as aligned text. */
final class Table {

    private static final String INDENT = "  ";
    private static final int MAX_WIDTH = 60;

    private Table() {}

    static void print(Console console, List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] width = new int[columns];
        boolean[] right = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            boolean numbers = rows.size() > 1;
            for (int r = 0; r < rows.size(); r++) {
                String cell = c < rows.get(r).size() ? rows.get(r).get(c) : "";
                width[c] = Math.max(width[c], cell.codePointCount(0, cell.length()));
                numbers &= r == 0 || cell.isEmpty() || cell.matches("[-+\u2212]?[0-9][0-9,.]*( ?%)?");
            }
            right[c] = numbers;
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int c = 0; c < rows.get(r).size(); c++) {
                String cell = rows.get(r).get(c);
                String pad = " ".repeat(Math.max(0, width[c] - cell.codePointCount(0, cell.length())));
                boolean last = c == rows.get(r).size() - 1;
                line.append(right[c] ? pad + cell : last ? cell : cell + pad);
                line.append(last ? "" : INDENT);
            }
            String text = line.toString().stripTrailing();
            console.line(r == 0 ? console.bold(text) : text);
        }
    }

    /** Shortens long text for a cell. */
    static String shorten(String text) {
        return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 3) + "...";
    }
}
