package io.jenkins.plugins.modeldelivery.report;

import java.util.function.Consumer;

/** A table with a caption, column heads with a scope, and rows whose first cell names the row. */
final class Table {

    /** Characters from which a name may break anywhere, lest it push the numbers out of sight. */
    private static final int LONG = 28;

    private final Markup html;
    private final boolean[] numeric;
    private int column;

    private Table(Markup html, boolean[] numeric) {
        this.html = html;
        this.numeric = numeric;
    }

    /**
     * Opens a table.
     *
     * @param caption what the table shows
     * @param heads of the columns; a head that starts with {@code #} heads a column of numbers, aligned to the right
     */
    static Table open(Markup html, String caption, String... heads) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        // Two columns across the whole page would put a value far from its name.
        html.open("table", "class", heads.length == 2 ? "narrow" : null).leaf("caption", caption);
        html.open("thead").open("tr");
        boolean[] numeric = new boolean[heads.length];
        for (int i = 0; i < heads.length; i++) {
            numeric[i] = heads[i].startsWith("#");
            String head = numeric[i] ? heads[i].substring(1) : heads[i];
            html.leaf("th", head, "scope", "col", "class", numeric[i] ? "n" : null);
        }
        html.close("tr").close("thead").open("tbody");
        return new Table(html, numeric);
    }

    /** Starts a row with the cell that names it. */
    Table row(String name) {
        return row(h -> h.text(name), name != null && name.length() > LONG ? "long" : null);
    }

    /** Starts a row with the cell that names it. */
    Table row(Consumer<Markup> name) {
        return row(name, null);
    }

    private Table row(Consumer<Markup> name, String style) {
        endRow();
        html.open("tr").open("th", "scope", "row", "class", numeric[0] ? "n" : style);
        name.accept(html);
        html.close("th");
        column = 1;
        return this;
    }

    /** The next cell of the row; null leaves it empty. */
    Table cell(String text) {
        return cell(h -> h.text(text));
    }

    /** The next cell of the row. */
    Table cell(Consumer<Markup> content) {
        return cell(content, numeric[column] ? "n" : null);
    }

    /** A cell of text that may wrap anywhere, such as a list. */
    Table wide(Consumer<Markup> content) {
        return cell(content, "w");
    }

    /** A cell of a text that may be long. */
    Table wide(String text) {
        return wide(h -> h.text(text));
    }

    /** A cell of a sentence, which gets more room than other texts. */
    Table what(String text) {
        return cell(h -> h.text(text), "what");
    }

    /** A cell of a text that is mostly short, such as who did something. */
    Table who(String text) {
        return cell(h -> h.text(text), "who");
    }

    private Table cell(Consumer<Markup> content, String style) {
        html.open("td", "class", style);
        content.accept(html);
        html.close("td");
        column++;
        return this;
    }

    void close() {
        endRow();
        html.close("tbody").close("table").close("div");
    }

    private void endRow() {
        if (column > 0) {
            if (column != numeric.length) {
                throw new IllegalStateException("A row of " + column + " cells under " + numeric.length + " heads");
            }
            html.close("tr");
            column = 0;
        }
    }
}
