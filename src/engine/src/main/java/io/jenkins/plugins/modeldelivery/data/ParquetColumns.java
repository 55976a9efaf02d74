package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.parquet.DamagedException;
import io.jenkins.plugins.modeldelivery.parquet.Page;
import io.jenkins.plugins.modeldelivery.parquet.Pages;
import io.jenkins.plugins.modeldelivery.parquet.ParquetColumn;
import io.jenkins.plugins.modeldelivery.parquet.ParquetFile;
import io.jenkins.plugins.modeldelivery.parquet.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Reads Parquet columns into builders, page by page, each column by itself. */
final class ParquetColumns {

    private static final int SEGMENT = 65_536;
    private static final int UNKNOWN = -3;

    private final ParquetFile file;
    private final Rules rules;
    private final MemoryPlan plan;
    private final LongConsumer progress;
    private final AtomicLong bytesRead = new AtomicLong();

    /** @param progress is told how many bytes of the file have been read so far */
    ParquetColumns(ParquetFile file, Rules rules, MemoryPlan plan, LongConsumer progress) {
        this.file = file;
        this.rules = rules;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Reads one column.
     *
     * @param known the frozen dictionary of a categorical column; null: none
     */
    ColumnBuilder read(int index, Signature.Type type, List<String> known) throws IOException {
        ParquetColumn column = file.columns().get(index);
        int capacity = (int) Math.max(16, Math.min(SEGMENT, file.rows()));
        Filling filling = new Filling(
                column,
                ColumnBuilder.of(
                        type, known == null ? List.of() : known, capacity, rules.missing(), rules.pattern(index)));
        long noted = 0;
        long counted = 0;
        try (Pages pages = Pages.of(file, index)) {
            for (Page page = pages.next(); page != null; page = pages.next()) {
                filling.page(page);
                plan.take(filling.builder.bytes() - noted, filling.rows / (double) file.rows());
                noted = filling.builder.bytes();
                progress.accept(bytesRead.addAndGet(pages.bytesRead() - counted));
                counted = pages.bytesRead();
            }
        }
        if (filling.rows != file.rows()) {
            throw new DamagedException("Column '" + column.name() + "' has " + filling.rows + " rows");
        }
        return filling.builder;
    }

    /** One column on its way into a builder. */
    private final class Filling {
        private final ParquetColumn column;
        private final ColumnBuilder builder;
        private long rows;
        private Values coded;
        private int[] codes;

        Filling(ParquetColumn column, ColumnBuilder builder) {
            this.column = column;
            this.builder = builder;
        }

        void page(Page page) {
            boolean numbers = column.kind() == ParquetColumn.Kind.WHOLE || column.kind() == ParquetColumn.Kind.REAL;
            boolean days = column.kind() == ParquetColumn.Kind.DAY || column.kind() == ParquetColumn.Kind.INSTANT;
            if (page.indices() != null && coded != page.values()) {
                coded = page.values();
                codes = new int[coded.count()];
                Arrays.fill(codes, UNKNOWN);
            }
            int filled = 0;
            for (int row = 0; row < page.rows(); row++, rows++) {
                builder.row();
                if (page.present() != null && !page.present()[row]) {
                    builder.none();
                    continue;
                }
                int i = page.indices() == null ? filled : page.indices()[filled];
                filled++;
                Values values = page.values();
                if (numbers && builder instanceof ColumnBuilder.Numbers column) {
                    column.add(values.doubles() == null ? values.longs()[i] : values.doubles()[i]);
                } else if (days && rules.missing() == Missing.USUAL && builder instanceof ColumnBuilder.Dates column) {
                    column.add(values.longs()[i]);
                } else if (page.indices() != null && builder instanceof ColumnBuilder.Codes column) {
                    if (codes[i] == UNKNOWN) {
                        codes[i] = code(column, values, i);
                    }
                    column.add(codes[i]);
                } else {
                    cell(values, i);
                }
            }
        }

        private int code(ColumnBuilder.Codes codes, Values values, int i) {
            byte[] text = text(values, i);
            int code = codes.code(text, from(values, i), to(values, i, text));
            if (code == Dictionary.MALFORMED) {
                throw malformed();
            }
            return code;
        }

        /** Takes a value that is not of the column's type as it would stand in CSV. */
        private void cell(Values values, int i) {
            byte[] text = text(values, i);
            int from = from(values, i);
            int to = to(values, i, text);
            if (from == to) {
                builder.none();
                return;
            }
            ColumnBuilder.Outcome outcome = builder.cell(text, from, to);
            if (outcome == ColumnBuilder.Outcome.MALFORMED) {
                throw malformed();
            }
            if (outcome == ColumnBuilder.Outcome.WRONG_TYPE) {
                throw new InputException(
                        Cells.quoted(text, from, to) + " is not " + builder.expected(),
                        where(),
                        "Correct the value or leave it out if it is missing; a word that means so goes into the option"
                                + " missing.");
            }
        }

        private byte[] text(Values values, int i) {
            return values.bytes() == null ? ParquetCells.ascii(column, values, i) : values.bytes();
        }

        private int from(Values values, int i) {
            return values.bytes() == null ? 0 : values.starts()[i];
        }

        private int to(Values values, int i, byte[] text) {
            return values.bytes() == null ? text.length : values.ends()[i];
        }

        private String where() {
            return file.path() + ", row " + (rows + 1) + ", column '" + column.name() + "'";
        }

        private InputException malformed() {
            return new InputException(
                    "The text is not UTF-8, or has a NUL byte", where(), "Write it as UTF-8, or leave the column out.");
        }
    }
}
