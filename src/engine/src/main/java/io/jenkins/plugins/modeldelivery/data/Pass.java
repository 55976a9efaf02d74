package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One reading of a whole file into column builders: in parts side by side where lines may be cut blindly, else in one. */
final class Pass {

    /** A smaller part costs more to join than it saves. */
    private static final long SMALLEST_PART = 4L << 20;

    private static final int MOST_SEGMENT_ROWS = 16_384;

    private static final int BUFFER = 256 * 1024;

    private final DataFile file;
    private final Head head;
    private final Signature.Type[] types;
    private final List<List<String>> dictionaries;
    private final Demotions demotions;
    private final MemoryPlan plan;
    private final LongConsumer progress;

    /**
     * @param types one a column; null: skip it
     * @param dictionaries frozen values one a column; null: none
     */
    Pass(
            DataFile file,
            Head head,
            Signature.Type[] types,
            List<List<String>> dictionaries,
            Demotions demotions,
            MemoryPlan plan,
            LongConsumer progress) {
        this.file = file;
        this.head = head;
        this.types = types;
        this.dictionaries = dictionaries;
        this.demotions = demotions;
        this.plan = plan;
        this.progress = progress;
    }

    /** Builders for the wanted columns. */
    static RecordParser parser(
            Head head, Signature.Type[] types, List<List<String>> dictionaries, Demotions demotions, boolean quotes) {
        int capacity = Math.max(64, Math.min(MOST_SEGMENT_ROWS, 4_000_000 / types.length));
        if (head.whole()) {
            capacity = Math.max(16, Math.min(capacity, head.sample().length / Math.max(1, 2 * types.length)));
        }
        ColumnBuilder[] builders = new ColumnBuilder[types.length];
        for (int c = 0; c < types.length; c++) {
            if (types[c] != null) {
                List<String> known = dictionaries.get(c) == null ? List.of() : dictionaries.get(c);
                builders[c] = ColumnBuilder.of(
                        types[c],
                        known,
                        capacity,
                        head.rules().missing(),
                        head.rules().pattern(c));
            }
        }
        return new RecordParser(head.names(), builders, demotions, head.separator(), quotes, head.lineARecord());
    }

    /** Reads the file; the parts in order. */
    List<RecordParser> run(ExecutorService threads, int width) throws IOException {
        if (!head.quotes()) {
            // Most files have no quotes at all, and without them lines are found much faster.
            long taken = plan.taken();
            List<RecordParser> parts = file.divisible() ? sideBySide(threads, width) : stream(false);
            if (parts != null) {
                return parts;
            }
            plan.reset(taken);
            demotions.clear();
        }
        return stream(true);
    }

    /** Reads the text from beginning to end; null when a quote was met where none was expected. */
    private List<RecordParser> stream(boolean quotes) throws IOException {
        RecordParser parser = parser(head, types, dictionaries, demotions, quotes);
        AtomicLong done = new AtomicLong();
        LongConsumer count = n -> {
            done.set(n);
            progress.accept(n);
        };
        try (InputStream in = file.stream(head.bodyOffset(), count);
                Blocks blocks = new Blocks(in, head.bodyOffset(), quotes, head.separator())) {
            Meter meter = new Meter(parser);
            while (blocks.next()) {
                parser.parse(blocks);
                meter.check(done.get() / (double) file.size());
            }
        } catch (Malformed e) {
            if (file.gzip()) {
                // If the compressed data are damaged, their checksum says so: then that is the cause.
                file.checkCompression();
            }
            throw e.in(file.path().toString(), head.bodyLine());
        } catch (RecordParser.QuoteMet e) {
            return null;
        }
        return List.of(parser);
    }

    /** Null when a quote was met, which may hide line feeds. */
    private List<RecordParser> sideBySide(ExecutorService threads, int width) throws IOException {
        long[] cuts = cuts(width);
        WholeColumns whole = whole(threads, cuts);
        AtomicInteger firstBad = new AtomicInteger(Integer.MAX_VALUE);
        AtomicLong done = new AtomicLong();
        List<Future<Part>> futures = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.length; i++) {
            int index = i;
            futures.add(threads.submit(() -> part(index, cuts[index], cuts[index + 1], whole, firstBad, done)));
        }
        List<RecordParser> parts = new ArrayList<>();
        long line = head.bodyLine();
        boolean quoteMet = false;
        IOException io = null;
        RuntimeException problem = null;
        for (Future<Part> future : futures) {
            try {
                Part part = future.get();
                quoteMet |= part.quoteMet();
                parts.add(part.parser());
                if (part.problem() != null && problem == null) {
                    problem = part.problem().in(file.path().toString(), line);
                }
                line += part.parser().lines();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                futures.forEach(f -> f.cancel(true));
                throw new java.io.InterruptedIOException("Reading " + file.path() + " was interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException cause) {
                    io = io == null ? cause : io;
                } else if (e.getCause() instanceof RuntimeException cause) {
                    problem = problem == null ? cause : problem;
                } else {
                    throw new IllegalStateException("Reading " + file.path(), e.getCause());
                }
            }
        }
        if (quoteMet) {
            return null;
        }
        if (io != null) {
            throw io;
        }
        if (problem != null) {
            throw problem;
        }
        for (int c = 0; c < types.length && whole != null; c++) {
            if (types[c] != null && demotions.demoted(c)) {
                // What it took for the wrong type is free again.
                plan.take(-ColumnBuilder.width(types[c]) * whole.rows(), 1);
            }
        }
        return parts;
    }

    /** Arrays for as many rows as there are lines; null when that is more than an array takes. */
    private WholeColumns whole(ExecutorService threads, long[] cuts) throws IOException {
        List<Callable<Long>> counts = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.length; i++) {
            int index = i;
            counts.add(() -> lines(cuts[index], cuts[index + 1]));
        }
        RecordParser like = parser(head, types, dictionaries, demotions, false);
        return WholeColumns.of(like, types, DataReader.all(threads, counts), plan, threads);
    }

    private long lines(long from, long to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        byte last = '\n';
        try (InputStream in = file.range(from, to, n -> {})) {
            int length;
            while ((length = in.read(buffer)) > 0) {
                count += Word.count(buffer, length, CellIndex.LINE_FEEDS);
                last = buffer[length - 1];
            }
        }
        return last == '\n' ? count : count + 1;
    }

    private record Part(RecordParser parser, Malformed problem, boolean quoteMet) {}

    private Part part(int index, long from, long to, WholeColumns whole, AtomicInteger firstBad, AtomicLong done)
            throws IOException {
        RecordParser parser = parser(head, types, dictionaries, demotions, false);
        if (whole != null) {
            whole.give(parser, index);
        }
        long[] before = new long[1];
        LongConsumer count = n -> {
            progress.accept(done.addAndGet(n - before[0]));
            before[0] = n;
        };
        try (Blocks blocks = new Blocks(file.range(from, to, count), from, false, head.separator())) {
            Meter meter = new Meter(parser);
            while (firstBad.get() >= index && blocks.next()) {
                parser.parse(blocks);
                meter.check(done.get() / (double) file.size());
            }
            return new Part(parser, null, false);
        } catch (Malformed e) {
            firstBad.accumulateAndGet(index, Math::min);
            return new Part(parser, e, false);
        } catch (RecordParser.QuoteMet e) {
            firstBad.set(-1);
            return new Part(parser, null, true);
        } catch (RuntimeException e) {
            firstBad.set(-1);
            throw e;
        }
    }

    /** Offsets at which lines start, from the first data row to the file's end. */
    private long[] cuts(int width) throws IOException {
        long length = file.size() - head.bodyOffset();
        // More parts than threads even out; too many would each keep a dictionary of their own.
        long wanted = Math.min(length / SMALLEST_PART, length > 64 * SMALLEST_PART ? 4L * width : width);
        List<Long> cuts = new ArrayList<>();
        cuts.add(head.bodyOffset());
        byte[] buffer = new byte[4096];
        for (long i = 1; i < wanted; i++) {
            long at = head.bodyOffset() + length / wanted * i;
            try (InputStream in = file.range(at, file.size(), n -> {})) {
                long cut = lineEnd(in, at, buffer);
                if (cut > cuts.get(cuts.size() - 1) && cut < file.size()) {
                    cuts.add(cut);
                }
            }
        }
        cuts.add(file.size());
        return cuts.stream().mapToLong(Long::longValue).toArray();
    }

    private static long lineEnd(InputStream in, long at, byte[] buffer) throws IOException {
        long position = at;
        int count;
        while ((count = in.read(buffer)) > 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    return position + i + 1;
                }
            }
            position += count;
        }
        return position;
    }

    /** Tells the plan what the builders of one part took since the last time. */
    private final class Meter {
        private final RecordParser parser;
        private long noted;

        Meter(RecordParser parser) {
            this.parser = parser;
        }

        void check(double share) {
            long bytes = 0;
            for (int c = 0; c < types.length; c++) {
                bytes += parser.column(c) == null ? 0 : parser.column(c).bytes();
            }
            plan.take(bytes - noted, share);
            noted = bytes;
        }
    }
}
