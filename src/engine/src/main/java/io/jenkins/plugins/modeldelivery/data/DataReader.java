package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Reads data files into frames: CSV and its relatives after RFC 4180, and newline-delimited JSON, optionally compressed with
 * gzip; and Parquet, whose columns say themselves what they are. Where the {@link Reading} of a source says nothing else, the separator is the
 * most frequent of comma, semicolon, tab and bar in the header line; text is UTF-8, strictly; blank lines do not count;
 * {@link Cells#MISSING} says which cells have no value. A column is numeric if all its values are numbers, a date if all are
 * ISO-8601 dates, else categorical; the whole file decides, not a sample. Numbers that single precision cannot hold
 * (infinities, magnitudes above 3.4e38) are read as missing, with a warning.
 */
public final class DataReader {

    static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private final DataFile file;
    private final Head head;
    private final Signature.Type[] types;
    private final List<List<String>> dictionaries;
    private final boolean[] inferred;
    private final Progress progress;

    private DataReader(DataFile file, Head head, List<Signature.Field> fields, Reading reading, Progress progress) {
        this.file = file;
        this.head = head;
        this.progress = progress;
        int columns = head.names().size();
        this.types = new Signature.Type[columns];
        this.inferred = new boolean[columns];
        Arrays.fill(inferred, true);
        this.dictionaries = new ArrayList<>(Collections.nCopies(columns, null));
        for (int c = 0; c < columns; c++) {
            Reading.Kind kind = reading.kind(head.names().get(c));
            if (kind != null) {
                types[c] = kind.type();
                inferred[c] = false;
            }
        }
        for (Signature.Field field : fields) {
            int c = head.names().indexOf(field.name());
            if (c >= 0) {
                types[c] = field.type();
                inferred[c] = false;
                dictionaries.set(c, field.categories());
            }
        }
    }

    /**
     * Reads a file whose schema is not known yet: types are inferred.
     *
     * @param threads at most this many read at the same time
     * @throws InputException the file cannot be used; says what is wrong, in which line and column, and what to do
     * @throws IOException the disk failed
     */
    public static Frame read(Path file, int threads, Progress progress) throws IOException {
        return read(file, List.of(), List.of(), threads, progress);
    }

    /** As {@link #read(Path, int, Progress)}, for one file or several: all of them decide on the types. */
    public static Frame read(Source source, int threads, Progress progress) throws IOException {
        return read(source, List.of(), List.of(), threads, progress);
    }

    /**
     * Reads files against a model's schema, their rows below each other in the order of the files. The files have the same
     * columns, in any order; a column whose type they do not agree on is categorical.
     *
     * @param fields expected columns
     * @param optional names among them that may be absent (the target, when scoring)
     * @param threads at most this many read at the same time
     */
    public static Frame read(
            Source source, List<Signature.Field> fields, List<String> optional, int threads, Progress progress)
            throws IOException {
        if (source.files().size() == 1) {
            return read(source.files().get(0), source.reading(), fields, optional, threads, progress);
        }
        List<Frame> frames = new ArrayList<>();
        List<String> names = columnNames(source);
        for (Path file : source.files()) {
            frames.add(read(file, source.reading(), fields, optional, threads, progress));
        }
        Set<String> given = fields.stream().map(Signature.Field::name).collect(Collectors.toSet());
        Map<String, Signature.Type> types = new HashMap<>();
        names.stream().filter(n -> !given.contains(n)).forEach(n -> types.put(n, Union.type(n, frames)));
        for (int i = 0; i < frames.size(); i++) {
            List<Signature.Field> others = frames.get(i).columns().stream()
                    .filter(c -> types.containsKey(c.name()))
                    .filter(c -> c.missingCount() < c.size() && c.type() != types.get(c.name()))
                    .map(c -> new Signature.Field(c.name(), types.get(c.name()), null, null, null, 0))
                    .toList();
            if (!others.isEmpty()) {
                // The text of the cells counts, not what they were as numbers.
                List<Signature.Field> all = new ArrayList<>(fields);
                all.addAll(others);
                frames.set(i, read(source.files().get(i), source.reading(), all, optional, threads, progress));
            }
        }
        return Union.of(source, frames);
    }

    /**
     * Reads a file against a model's schema: columns named in it get its types and dictionaries (a value that does not parse
     * is an InputException naming file, line and column); other columns are inferred and kept. Missing inputs are an
     * InputException unless optional.
     *
     * @param fields expected columns
     * @param optional names among them that may be absent (the target, when scoring)
     * @param threads at most this many read at the same time
     */
    public static Frame read(
            Path file, List<Signature.Field> fields, List<String> optional, int threads, Progress progress)
            throws IOException {
        return read(file, Reading.DETECTED, fields, optional, threads, progress);
    }

    private static Frame read(
            Path file,
            Reading reading,
            List<Signature.Field> fields,
            List<String> optional,
            int threads,
            Progress progress)
            throws IOException {
        DataFile data = DataFile.open(file);
        try {
            Head head = Head.of(data, reading);
            requireColumns(file, head, fields, optional);
            return new DataReader(data, head, fields, reading, progress).read(Math.max(1, threads));
        } catch (IOException e) {
            InputException damaged = data.damaged(e);
            if (damaged != null) {
                throw damaged;
            }
            throw e;
        }
    }

    /** The column names of files; InputException if a header cannot be used, or the files differ in their columns. */
    public static List<String> columnNames(Source source) throws IOException {
        List<String> names = columnNames(source.files().get(0), source.reading());
        for (Path file : source.files().subList(1, source.files().size())) {
            Union.requireSameColumns(source.files().get(0), names, file, columnNames(file, source.reading()));
        }
        return names;
    }

    /** The column names of a file; InputException if its header cannot be used. */
    public static List<String> columnNames(Path file) throws IOException {
        return columnNames(file, Reading.DETECTED);
    }

    private static List<String> columnNames(Path file, Reading reading) throws IOException {
        DataFile data = DataFile.open(file);
        try {
            return Head.of(data, reading).names();
        } catch (IOException e) {
            InputException damaged = data.damaged(e);
            if (damaged != null) {
                throw damaged;
            }
            throw e;
        }
    }

    /** How large a file is, from its first bytes and its size. */
    static DataSize size(Path file, Reading reading) throws IOException {
        DataFile data = DataFile.open(file);
        try {
            DataReader reader = new DataReader(data, Head.of(data, reading), List.of(), reading, Progress.SILENT);
            reader.inferFromSample();
            return Estimate.size(data, reader.head, reader.types);
        } catch (IOException e) {
            InputException damaged = data.damaged(e);
            if (damaged != null) {
                throw damaged;
            }
            throw e;
        }
    }

    /** InputException listing all expected columns that the header lacks. */
    static void requireColumns(Path file, Head head, List<Signature.Field> fields, List<String> optional) {
        List<String> absent = fields.stream()
                .map(Signature.Field::name)
                .filter(n -> !head.names().contains(n) && !optional.contains(n))
                .toList();
        if (absent.isEmpty()) {
            return;
        }
        String what = absent.size() == 1
                ? "The column '" + absent.get(0) + "' is missing"
                : "The columns '" + String.join("', '", absent) + "' are missing";
        List<String> others = head.names().stream()
                .filter(n -> fields.stream().noneMatch(f -> f.name().equals(n)))
                .toList();
        List<String> near = absent.stream()
                .flatMap(a -> Nearest.of(a, others).map(n -> "'" + n + "' for '" + a + "'").stream())
                .toList();
        throw new InputException(
                what,
                file + ":1",
                near.isEmpty()
                        ? Nearest.advice(absent.get(0), head.names(), "columns of the file")
                        : "Did you mean " + String.join(", ", near) + "?");
    }

    private Frame read(int width) throws IOException {
        inferFromSample();
        MemoryPlan plan = MemoryPlan.of(file.path().toString(), Estimate.heap(file, head, types));
        ExecutorService threads = Executors.newFixedThreadPool(width, runnable -> {
            Thread thread = new Thread(runnable, "reading " + file.path().getFileName());
            thread.setDaemon(true);
            return thread;
        });
        try (Progress.Step step = progress.step("Reading " + file.path().getFileName(), file.size(), "bytes")) {
            Future<String> digest = threads.submit(file::sha256);
            List<Column> columns =
                    file.parquet() == null ? passes(threads, width, plan, step) : columns(threads, plan, step);
            String sha256 = get(digest);
            file.unchanged();
            step.done(file.size(), null);
            int rows = columns.get(0).size();
            if (rows == 0) {
                throw new InputException(
                        "The file has a header but no data rows",
                        file.path().toString(),
                        "At least one row below the header is needed.");
            }
            return new Frame(new DataFacts(file.path().toString(), sha256, file.size(), rows, columns.size()), columns);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The columns of Parquet, each by itself. */
    private List<Column> columns(ExecutorService threads, MemoryPlan plan, Progress.Step step) throws IOException {
        if (file.parquet().rows() > LARGEST_ARRAY) {
            throw tooManyRows(file.parquet().rows());
        }
        ParquetColumns reader = new ParquetColumns(file.parquet(), head.rules(), plan, n -> step.done(n, null));
        List<Future<Column>> futures = new ArrayList<>();
        for (int c = 0; c < types.length; c++) {
            int index = c;
            futures.add(threads.submit(
                    () -> join(index, List.of(reader.read(index, types[index], dictionaries.get(index))), (int)
                            file.parquet().rows())));
        }
        List<Column> columns = new ArrayList<>();
        for (Future<Column> future : futures) {
            columns.add(get(future));
        }
        return columns;
    }

    private InputException tooManyRows(long rows) {
        return new InputException(
                "The file has " + rows + " rows, more than the 2,147,483,639 that one run takes",
                file.path().toString(),
                "Train on a sample of it.");
    }

    /** The types to start with, so that a later pass is the exception. */
    private void inferFromSample() {
        if (file.parquet() != null) {
            // It says what its columns are.
            for (int c = 0; c < types.length; c++) {
                types[c] =
                        inferred[c] ? ParquetCells.type(file.parquet().columns().get(c)) : types[c];
            }
            return;
        }
        for (int c = 0; c < types.length; c++) {
            types[c] = inferred[c] ? Signature.Type.NUMERIC : types[c];
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            Demotions demotions = new Demotions(inferred);
            try {
                Pass.parser(head, types, dictionaries, demotions, true)
                        .parse(head.sample(), 0, head.sample().length, head.bodyOffset());
            } catch (Malformed | RecordParser.QuoteMet e) {
                // The pass over the whole file meets the same place and reports it with its line.
                return;
            }
            for (int c = 0; c < types.length; c++) {
                types[c] = demotions.demoted(c) ? demotions.next(c) : types[c];
            }
        }
    }

    private List<Column> passes(ExecutorService threads, int width, MemoryPlan plan, Progress.Step step)
            throws IOException {
        Column[] columns = new Column[types.length];
        Signature.Type[] wanted = types.clone();
        while (true) {
            Demotions demotions = new Demotions(inferred);
            List<RecordParser> parts = new Pass(
                            file, head, wanted, dictionaries, demotions, plan, n -> step.done(n, null))
                    .run(threads, width);
            long rows = parts.stream().mapToLong(RecordParser::rows).sum();
            if (rows > LARGEST_ARRAY) {
                throw tooManyRows(rows);
            }
            boolean again = false;
            List<Callable<Column>> joins = new ArrayList<>();
            for (int c = 0; c < columns.length; c++) {
                if (wanted[c] != null && !demotions.demoted(c)) {
                    int index = c;
                    List<ColumnBuilder> builders =
                            parts.stream().map(p -> p.column(index)).toList();
                    warn(c, builders);
                    joins.add(() -> columns[index] =
                            ColumnParts.join(head.names().get(index), builders, (int) rows, dictionaries.get(index)));
                    wanted[c] = null;
                } else if (demotions.demoted(c)) {
                    wanted[c] = demotions.next(c);
                    again = true;
                }
            }
            all(threads, joins);
            if (!again) {
                return List.of(columns);
            }
        }
    }

    private void warn(int c, List<ColumnBuilder> builders) {
        int infinite = builders.stream()
                .mapToInt(b -> b instanceof ColumnBuilder.Numbers n ? n.infinite : 0)
                .sum();
        if (infinite > 0) {
            progress.warn(file.path() + ", column '" + head.names().get(c) + "': " + infinite
                    + (infinite == 1 ? " number is" : " numbers are")
                    + " infinite or above 3.4e38 and read as missing");
        }
    }

    private Column join(int c, List<ColumnBuilder> builders, int rows) {
        warn(c, builders);
        return ColumnParts.join(head.names().get(c), builders, rows, dictionaries.get(c));
    }

    /** Does all tasks, each on one of the threads; the results in the same order. */
    static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) throws IOException {
        List<Future<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(threads.submit(task)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(get(future));
        }
        return results;
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("Reading was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof OutOfMemoryError cause) {
                throw cause;
            }
            throw new IllegalStateException("Reading the file", e.getCause());
        }
    }
}
