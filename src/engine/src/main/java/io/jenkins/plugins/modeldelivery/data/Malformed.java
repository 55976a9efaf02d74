package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;

/** A record that cannot be read; the line is relative to where its reader started, so the file is named later. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String column;
    private final String what;
    private final String advice;

    /**
     * @param line 0-based from the start of the reader's part of the file
     * @param column name of the column; null for the whole record
     */
    Malformed(long line, String column, String what, String advice) {
        super(what, null, false, false);
        this.line = line;
        this.column = column;
        this.what = what;
        this.advice = advice;
    }

    /**
     * The exception for the user.
     *
     * @param file path as the user gave it
     * @param firstLine 1-based line of the file where the reader's part started
     */
    InputException in(String file, long firstLine) {
        String where = file + ":" + (firstLine + line) + (column == null ? "" : ", column '" + column + "'");
        return new InputException(what, where, advice);
    }
}
