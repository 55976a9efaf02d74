package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.parquet.Page;
import io.jenkins.plugins.modeldelivery.parquet.Pages;
import io.jenkins.plugins.modeldelivery.parquet.ParquetColumn;
import io.jenkins.plugins.modeldelivery.parquet.ParquetFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** A Parquet file as CSV text: a header, then a record a line. One page a column is in memory at a time. */
final class ParquetText extends InputStream {

    private static final int BLOCK = 64 << 10;

    private final List<Cursor> cursors = new ArrayList<>();
    private final Output out = new Output();
    private final LongConsumer progress;
    private long rowsLeft;
    private int taken;

    /** @param progress is told how many bytes of the file have been read so far */
    ParquetText(ParquetFile file, LongConsumer progress) throws IOException {
        this.progress = progress;
        this.rowsLeft = file.rows();
        try {
            for (int c = 0; c < file.columns().size(); c++) {
                cursors.add(new Cursor(file.columns().get(c), Pages.of(file, c)));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        out.writeBytes(header(file));
    }

    /** The first line. */
    static byte[] header(ParquetFile file) {
        Output line = new Output();
        for (int c = 0; c < file.columns().size(); c++) {
            if (c > 0) {
                line.write(',');
            }
            byte[] name = file.columns().get(c).name().getBytes(StandardCharsets.UTF_8);
            line.quote(name, 0, name.length);
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** Where a column is. */
    private static final class Cursor {
        private final ParquetColumn column;
        private final Pages pages;
        private Page page;
        private int row;
        private int filled;

        Cursor(ParquetColumn column, Pages pages) {
            this.column = column;
            this.pages = pages;
        }

        /** Puts the next cell out. */
        void cell(Output out) throws IOException {
            while (page == null || row == page.rows()) {
                page = pages.next();
                row = 0;
                filled = 0;
                if (page == null) {
                    throw new io.jenkins.plugins.modeldelivery.parquet.DamagedException(
                            "Column '" + column.name() + "' ends before the others");
                }
            }
            boolean present = page.present() == null || page.present()[row];
            row++;
            if (!present) {
                return;
            }
            int i = page.indices() == null ? filled : page.indices()[filled];
            filled++;
            if (page.values().bytes() == null) {
                out.writeBytes(ParquetCells.ascii(column, page.values(), i));
            } else {
                out.quote(
                        page.values().bytes(),
                        page.values().starts()[i],
                        page.values().ends()[i]);
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (taken == out.size()) {
            out.reset();
            taken = 0;
            long read = 0;
            while (rowsLeft > 0 && out.size() < BLOCK) {
                record();
                rowsLeft--;
            }
            for (Cursor cursor : cursors) {
                read += cursor.pages.bytesRead();
            }
            progress.accept(read);
        }
        int available = Math.min(count, out.size() - taken);
        if (available == 0) {
            return -1;
        }
        System.arraycopy(out.bytes(), taken, bytes, from, available);
        taken += available;
        return available;
    }

    private void record() throws IOException {
        int start = out.size();
        for (int c = 0; c < cursors.size(); c++) {
            if (c > 0) {
                out.write(',');
            }
            cursors.get(c).cell(out);
        }
        if (out.size() == start) {
            // The record of a single column is no blank line.
            out.write('"');
            out.write('"');
        }
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        for (Cursor cursor : cursors) {
            cursor.pages.close();
        }
    }

    /** Bytes of CSV that nobody has read yet. */
    private static final class Output extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }

        void quote(byte[] text, int from, int to) {
            boolean plain = true;
            for (int i = from; i < to; i++) {
                byte b = text[i];
                plain &= b != '"' && b != ',' && b != '\n' && b != '\r';
            }
            if (plain && to > from) {
                write(text, from, to - from);
                return;
            }
            write('"');
            for (int i = from; i < to; i++) {
                if (text[i] == '"') {
                    write('"');
                }
                write(text[i]);
            }
            write('"');
        }
    }
}
