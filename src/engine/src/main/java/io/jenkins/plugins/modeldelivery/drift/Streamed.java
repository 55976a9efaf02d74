package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.DataSize;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.data.Unreadable;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Current data that is larger than memory, read block by block and kept as a profile, with a sample of the rows for how well the
 * model does. Profiles of blocks are merged, so counts are exact; what needs all rows at once is not found out: repeated
 * rows. The file must have the model's columns with their types.
 *
 * @param facts about the file
 * @param kept profile of its rows, on the training's grids where there are any, for later checks
 * @param current the same on the baseline's grids, to compare
 * @param dates newest of each column of dates
 * @param sample of the rows
 * @param findings how the file's columns differ from the signature's, and what was not looked at
 */
record Streamed(
        DataFacts facts,
        Profile kept,
        Profile current,
        List<Column.Date> dates,
        RowSample sample,
        List<Finding> findings) {

    /** How much larger than its file gzipped text is; it may be more. */
    private static final long GZIP_RATIO = 6;

    /**
     * Whether the rows of a file would fill so many bytes of heap: as numbers they take about half as much as text. Of Parquet
     * the file tells how many there are.
     */
    static boolean needed(Source source, long heap) throws IOException {
        long text = 0;
        for (Path file : source.files()) {
            if (file.toString().endsWith(".parquet")) {
                text += 2 * DataSize.of(Source.of(file).as(source.reading())).heap();
            } else if (Files.isRegularFile(file)) {
                text += Files.size(file) * (file.toString().endsWith(".gz") ? GZIP_RATIO : 1);
            }
        }
        return text > heap;
    }

    /**
     * Reads all of it.
     *
     * @param baseline what it will be compared with
     * @param freshness how old the newest date may be, for which other columns than the model's are looked at; null: as old
     *     as it is
     * @param rules from which shares on findings count
     * @throws InputException if it cannot be read at all, has none of the model's features, or no date to tell its age by
     */
    static Streamed read(
            Source source,
            LoadedModel model,
            Baseline baseline,
            Freshness freshness,
            FindingRules rules,
            int threads,
            Progress progress)
            throws IOException {
        return read(source, model, baseline, freshness, rules, new RowSample(model), threads, progress);
    }

    /** The same with a sample of another size. */
    static Streamed read(
            Source source,
            LoadedModel model,
            Baseline baseline,
            Freshness freshness,
            FindingRules rules,
            RowSample sample,
            int threads,
            Progress progress)
            throws IOException {
        List<String> names = DataReader.columnNames(source);
        Shape.requireSome(names, model.signature(), source.words());
        List<Field> fields = new ArrayList<>(model.signature().columns().stream()
                .filter(f -> names.contains(f.name()))
                .toList());
        List<String> extra = Shape.extra(names, model.signature());
        extra.stream()
                .filter(n -> source.reading().kind(n) == Reading.Kind.DATE)
                .forEach(n -> fields.add(Shape.date(n)));
        if (freshness != null) {
            fields.addAll(otherDates(source, extra));
            // Before all the rows are read.
            Arrival.asked(
                    fields.stream()
                            .filter(f -> f.type() == Type.DATE)
                            .map(Field::name)
                            .toList(),
                    freshness);
        }
        progress.line("  larger than memory: read block by block; repeated rows are not counted");
        return new Collected(model, baseline, names, fields, rules, sample, threads).all(source, progress);
    }

    /** Columns of which nothing is said and whose first values are dates. */
    private static List<Field> otherDates(Source source, List<String> extra) throws IOException {
        List<Field> others = extra.stream()
                .filter(n -> source.reading().kind(n) == null)
                .map(Shape::date)
                .toList();
        try (RowStream rows =
                RowStream.tolerant(one(source.files().get(0), source), others, "Reading", Progress.SILENT)) {
            rows.next();
            return others.stream()
                    .filter(f -> rows.unreadable(f.name()).cells() == 0)
                    .toList();
        }
    }

    private static Source one(Path file, Source of) {
        return new Source(file.toString(), List.of(file), of.reading());
    }

    /** The rows as they come along. */
    private static final class Collected {
        private final LoadedModel model;
        private final Baseline baseline;
        private final List<String> names;
        private final List<Field> fields;
        private final FindingRules rules;
        private final RowSample sample;
        private final int threads;
        private final Profile grid;
        private final boolean twice;
        private final Map<String, Long> newest = new TreeMap<>();
        private final Map<String, Unreadable> unreadable = new HashMap<>();
        /** Cells with a value, by column. */
        private final Map<String, Long> readable = new HashMap<>();

        private Profile kept;
        private Profile other;
        private long count;

        /**
         * @param names all columns of the file
         * @param fields those of them to read
         */
        Collected(
                LoadedModel model,
                Baseline baseline,
                List<String> names,
                List<Field> fields,
                FindingRules rules,
                RowSample sample,
                int threads) {
            this.model = model;
            this.baseline = baseline;
            this.names = names;
            this.fields = fields;
            this.rules = rules;
            this.sample = sample;
            this.threads = threads;
            this.grid = model.profile() == null ? baseline.profile() : model.profile();
            this.twice = model.profile() != null && baseline.onItsOwnGrid();
            fields.forEach(f -> unreadable.put(f.name(), new Unreadable()));
        }

        Streamed all(Source source, Progress progress) throws IOException {
            List<DataFacts> facts = new ArrayList<>();
            // Each by itself: their columns may be in another order.
            for (Path file : source.files()) {
                try (RowStream stream = RowStream.tolerant(one(file, source), fields, "Reading", progress)) {
                    while (stream.next()) {
                        see(stream.rows());
                    }
                    facts.add(stream.facts());
                    for (Field field : fields) {
                        unreadable.get(field.name()).add(stream.unreadable(field.name()), count);
                    }
                    count += stream.facts().rows();
                }
            }
            List<Finding> findings = findings(source);
            return new Streamed(
                    RowStream.facts(source, facts),
                    kept,
                    twice ? other : kept,
                    fields.stream()
                            .filter(f -> f.type() == Type.DATE && known(f))
                            .map(f -> date(f.name()))
                            .toList(),
                    sample,
                    findings);
        }

        private void see(Frame block) {
            List<Column> columns = new ArrayList<>();
            for (Field input : model.signature().inputs()) {
                columns.add(block.column(input.name()).orElseGet(() -> Shape.empty(input, block.rows())));
            }
            Frame frame = new Frame(block.facts(), columns);
            Column target = block.column(model.signature().output().name()).orElse(null);
            Predictions predictions = model.predict(frame, threads);
            // Repeated rows are not counted: those of a block say nothing of all.
            kept = merged(kept, grid.project(frame, target, predictions, 0L, threads));
            if (twice) {
                other = merged(other, baseline.profile().project(frame, target, predictions, 0L, threads));
            }
            sample.add(frame, predictions, target, threads);
            for (Column column : block.columns()) {
                readable.merge(column.name(), (long) column.size() - column.missingCount(), Long::sum);
                if (column instanceof Column.Date date) {
                    long last = Arrays.stream(date.millis()).max().orElse(Long.MIN_VALUE);
                    newest.merge(date.name(), last, Math::max);
                }
            }
        }

        private static Profile merged(Profile all, Profile block) {
            return all == null ? block : all.merge(block);
        }

        private Column.Date date(String name) {
            long last = newest.get(name);
            return new Column.Date(name, new long[] {last}, last == Long.MIN_VALUE ? 1 : 0);
        }

        /** Whether a column of dates is one after all. */
        private boolean known(Field date) {
            return !changed(date) && (model.signature().columns().contains(date) || readable.get(date.name()) > 0);
        }

        /** Whether most of the values of a column are something else. */
        private boolean changed(Field field) {
            return unreadable.get(field.name()).cells() > readable.get(field.name());
        }

        /** As {@link CurrentData#shape} finds them; takes what is of another type out of the profiles. */
        private List<Finding> findings(Source source) {
            List<Finding> findings = new ArrayList<>();
            Set<String> emptied = new HashSet<>();
            for (Field field : model.signature().columns()) {
                boolean target = field.name().equals(model.signature().target());
                Unreadable cells = unreadable.get(field.name());
                if (cells == null && !target) {
                    findings.add(Shape.absent(field));
                } else if (cells != null && cells.cells() > 0 && changed(field)) {
                    findings.add(Shape.changed(field, target, type(field, cells), cells.word()));
                    emptied.add(field.name());
                } else if (cells != null && cells.cells() > 0) {
                    findings.add(Shape.unreadable(field, cells.cells(), count, cells.example(), cells.row(), rules));
                }
            }
            if (emptied.contains(model.signature().target())) {
                sample.forgetTruth();
            }
            kept = finished(kept, emptied);
            other = finished(other, emptied);
            Shape.unused(names, model.signature()).ifPresent(findings::add);
            for (String name : Shape.extra(names, model.signature())) {
                Unreadable cells = source.reading().kind(name) == Reading.Kind.DATE ? unreadable.get(name) : null;
                if (cells != null && cells.cells() > 0 && !changed(Shape.date(name))) {
                    findings.add(Shape.unreadable(
                            Shape.date(name), cells.cells(), count, cells.example(), cells.row(), rules));
                }
            }
            findings.add(new Finding(
                    Findings.ROWS,
                    null,
                    Level.OK,
                    "The file is larger than memory and was read block by block: repeated rows were not counted"));
            return findings;
        }

        /** What a column is now. */
        private Type type(Field field, Unreadable cells) {
            boolean all = readable.get(field.name()) == 0;
            if (all && field.type() == Type.NUMERIC && cells.dates() == cells.cells()) {
                return Type.DATE;
            }
            return all && field.type() == Type.DATE && cells.numbers() == cells.cells()
                    ? Type.NUMERIC
                    : Type.CATEGORICAL;
        }

        /** Without the number of repeated rows, and without the values of columns of another type. */
        private static Profile finished(Profile p, Set<String> emptied) {
            if (p == null) {
                return null;
            }
            boolean unlabelled =
                    p.target() == null || emptied.contains(p.target().name());
            return new Profile(
                    p.format(),
                    p.rows(),
                    p.features().stream()
                            .map(f -> emptied.contains(f.name()) ? f.emptied() : f)
                            .toList(),
                    unlabelled ? null : p.target(),
                    p.predictions(),
                    null);
        }
    }
}
