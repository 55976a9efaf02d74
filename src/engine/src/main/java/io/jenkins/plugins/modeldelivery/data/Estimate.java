package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/** How much heap a file will take, from its first 64 KiB and its size. */
final class Estimate {

    /** Text that gzip made small was about this much larger where it does not say; checked while reading. */
    private static final int GZIP_RATIO = 8;

    /** Packed size up to which the text is surely below 4 GB. */
    private static final long LARGEST_TOLD = 256L << 20;

    /** Object, array and table of one more distinct value, beside its bytes. */
    private static final int VALUE_OVERHEAD = 110;

    private Estimate() {}

    /** Bytes of heap while the file is read; the peak is when the last column is joined. */
    static long heap(DataFile file, Head head, Signature.Type[] types) {
        return size(file, head, types).heap();
    }

    /** Rows, columns and heap; none of them where the sample cannot be used. */
    static DataSize size(DataFile file, Head head, Signature.Type[] types) {
        if (file.parquet() != null) {
            long row = 0;
            long widest = 0;
            for (Signature.Type type : types) {
                long cell = type == Signature.Type.DATE ? 8 : 4;
                row += cell;
                widest = Math.max(widest, cell);
            }
            long rows = file.parquet().rows();
            return new DataSize(rows, types.length, rows * (row + widest));
        }
        RecordParser parser = Pass.parser(
                head, types, new java.util.ArrayList<>(java.util.Collections.nCopies(types.length, null)), null, true);
        try {
            parser.parse(head.sample(), 0, head.sample().length, 0);
        } catch (Malformed | RecordParser.QuoteMet e) {
            // What is wrong with the sample is reported, with its line, by the pass over the whole file.
            return new DataSize(0, types.length, 0);
        }
        if (parser.rows() == 0) {
            return new DataSize(0, types.length, 0);
        }
        double text = file.gzip() ? unpacked(file) : file.size();
        double rows = file.json() != null
                ? file.json().rows()
                : head.whole() ? parser.rows() : text / head.sample().length * parser.rows();
        double row = 0;
        double widest = 0;
        for (int c = 0; c < types.length; c++) {
            double cell = types[c] == Signature.Type.DATE ? 8 : 4;
            if (types[c] == Signature.Type.CATEGORICAL) {
                cell += distinct(parser, c);
            }
            row += cell;
            widest = Math.max(widest, cell);
        }
        return new DataSize((long) rows, types.length, (long) (rows * (row + widest)));
    }

    /** Size of the text: gzip's last four bytes say it (RFC 1952, 2.3.1: ISIZE), of one part and below 4 GB. */
    private static double unpacked(DataFile file) {
        double usual = (double) GZIP_RATIO * file.size();
        if (file.size() < Integer.BYTES || file.size() > LARGEST_TOLD) {
            return usual;
        }
        try (FileChannel channel = FileChannel.open(file.path())) {
            ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (last.hasRemaining() && channel.read(last, file.size() - Integer.BYTES + last.position()) > 0) {
                continue;
            }
            long told = last.hasRemaining() ? 0 : Integer.toUnsignedLong(last.getInt(0));
            // Less than the file itself: the last of several parts. Much more: perhaps cut off, and no size at all.
            return told > file.size() ? Math.min(told, usual) : usual;
        } catch (IOException e) {
            // What is wrong with the file is said by who reads it.
            return usual;
        }
    }

    /** Bytes a row for new values; nothing unless most values of the sample are distinct: then it is text or an id. */
    private static double distinct(RecordParser parser, int c) {
        ColumnBuilder.Codes codes = (ColumnBuilder.Codes) parser.column(c);
        List<String> values = codes.values();
        if (values.size() < parser.rows() / 2.0) {
            return 0;
        }
        double length = values.stream().mapToInt(String::length).average().orElse(0);
        return (VALUE_OVERHEAD + 2 * length) * values.size() / parser.rows();
    }
}
