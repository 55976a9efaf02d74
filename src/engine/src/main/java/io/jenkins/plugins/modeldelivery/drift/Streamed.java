package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataSize;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
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
import java.util.List;
import java.util.Map;
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
 */
record Streamed(DataFacts facts, Profile kept, Profile current, List<Column.Date> dates, RowSample sample) {

    /** How much larger than its file gzipped text is; it may be more. */
    private static final long GZIP_RATIO = 6;

    /**
     * Whether the rows of a file would fill the heap: as numbers they take about half as much as text. Of Parquet the file
     * tells how many there are.
     */
    static boolean needed(Source source) throws IOException {
        return needed(source, Runtime.getRuntime().maxMemory());
    }

    /** The same for a heap of so many bytes. */
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
     * @param dated a column of dates to read besides the model's; null: none
     */
    static Streamed read(
            Source source, LoadedModel model, Baseline baseline, String dated, int threads, Progress progress)
            throws IOException {
        return read(source, model, baseline, dated, new RowSample(model), threads, progress);
    }

    /** The same with a sample of another size. */
    static Streamed read(
            Source source,
            LoadedModel model,
            Baseline baseline,
            String dated,
            RowSample sample,
            int threads,
            Progress progress)
            throws IOException {
        List<Field> fields = new ArrayList<>(model.signature().inputs());
        Field output = model.signature().output();
        boolean labelled;
        try (RowStream head = RowStream.open(source, fields, Progress.SILENT)) {
            labelled = output.name() != null && head.names().contains(output.name());
            if (dated != null
                    && head.names().contains(dated)
                    && fields.stream().noneMatch(f -> f.name().equals(dated))) {
                fields.add(new Field(dated, Type.DATE, null, null, null, 0));
            }
        }
        if (labelled) {
            fields.add(output);
        }
        progress.line("  larger than memory: read block by block; repeated rows are not counted");
        Map<String, Long> newest = new TreeMap<>();
        Profile grid = model.profile() == null ? baseline.profile() : model.profile();
        boolean twice = model.profile() != null && baseline.onItsOwnGrid();
        Profile all = null;
        Profile other = null;
        try (RowStream rows = RowStream.open(source, fields, "Reading", progress)) {
            while (rows.next()) {
                Frame frame = rows.rows();
                Column target = labelled ? frame.column(output.name()).orElseThrow() : null;
                Predictions predictions = model.predict(frame, threads);
                // Repeated rows are not counted: those of a block say nothing of all.
                all = merged(all, grid.project(frame, target, predictions, 0L, threads));
                if (twice) {
                    other = merged(other, baseline.profile().project(frame, target, predictions, 0L, threads));
                }
                sample.add(frame, predictions, target, threads);
                for (Column column : frame.columns()) {
                    if (column instanceof Column.Date date) {
                        long last = Arrays.stream(date.millis()).max().orElse(Long.MIN_VALUE);
                        newest.merge(date.name(), last, Math::max);
                    }
                }
            }
            Profile kept = uncounted(all);
            return new Streamed(
                    rows.facts(),
                    kept,
                    twice ? uncounted(other) : kept,
                    newest.entrySet().stream()
                            .map(e -> new Column.Date(
                                    e.getKey(), new long[] {e.getValue()}, e.getValue() == Long.MIN_VALUE ? 1 : 0))
                            .toList(),
                    sample);
        }
    }

    private static Profile merged(Profile all, Profile block) {
        return all == null ? block : all.merge(block);
    }

    /** Rows that repeat one of another block were not seen. */
    private static Profile uncounted(Profile p) {
        return new Profile(p.format(), p.rows(), p.features(), p.target(), p.predictions(), null);
    }

    /** What the result says about it. */
    List<Finding> findings() {
        return List.of(new Finding(
                Findings.ROWS,
                null,
                Level.OK,
                "The file is larger than memory and was read block by block: repeated rows were not counted"));
    }
}
