package io.jenkins.plugins.modeldelivery.data;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Cells of one column that are no values of its type and count as missing: how many, and what they are instead. */
public final class Unreadable {

    /** Text that may be part of a number or a date: no good example of what is neither. */
    private static final Pattern FIGURES = Pattern.compile("[-+0-9.eE:TZ ]+");

    private long cells;
    private long dates;
    private long numbers;
    private String example;
    private long row = -1;
    private String word;

    /** A cell without its quotes, in a row counted from 0. */
    void note(byte[] bytes, int from, int to, long ofRow) {
        cells++;
        dates += IsoDates.millis(bytes, from, to) != IsoDates.NONE ? 1 : 0;
        numbers += Double.isNaN(Cells.number(bytes, from, to)) ? 0 : 1;
        if (example == null || word == null) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            if (example == null) {
                example = text;
                row = ofRow;
            }
            if (!FIGURES.matcher(text).matches()) {
                word = text;
            }
        }
    }

    /**
     * Takes in those of a further file.
     *
     * @param before rows of all files before it
     */
    public void add(Unreadable further, long before) {
        if (example == null && further.example != null) {
            example = further.example;
            row = before + further.row;
        }
        word = word == null ? further.word : word;
        cells += further.cells;
        dates += further.dates;
        numbers += further.numbers;
    }

    /** How many there are. */
    public long cells() {
        return cells;
    }

    /** How many of them are dates, ISO-8601. */
    public long dates() {
        return dates;
    }

    /** How many of them are numbers. */
    public long numbers() {
        return numbers;
    }

    /** The first of them; null when there is none. */
    public String example() {
        return example;
    }

    /** The row of the first, counted from 0; -1 when there is none. */
    public long row() {
        return row;
    }

    /** The first that is neither a number nor a date; null when there is none. */
    public String word() {
        return word;
    }
}
