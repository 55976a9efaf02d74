package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
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
 * Current data that is larger than memory, read block by block and kept as a profile only. Profiles of blocks are merged, so
 * counts are exact; what needs all rows at once is not found out: repeated rows, and how well the model does. The file must
 * have the model's columns with their types.
 *
 * @param facts about the file
 * @param profile of its rows, on the training's grids
 * @param dates newest of each column of dates
 */
record Streamed(DataFacts facts, Profile profile, List<Column.Date> dates) {

    /** How much larger than its file gzipped text is; it may be more. */
    private static final long GZIP_RATIO = 6;

    /** Whether the rows of a file would fill the heap: as numbers they take about half as much as text. */
    static boolean needed(Source source) throws IOException {
        long text = 0;
        for (Path file : source.files()) {
            if (file.toString().endsWith(".parquet")) {
                // Such a file is not made of text.
                return false;
            }
            if (Files.isRegularFile(file)) {
                text += Files.size(file) * (file.toString().endsWith(".gz") ? GZIP_RATIO : 1);
            }
        }
        return text > Runtime.getRuntime().maxMemory();
    }

    /**
     * Reads all of it.
     *
     * @param dated a column of dates to read besides the model's; null: none
     */
    static Streamed read(Source source, LoadedModel model, String dated, int threads, Progress progress)
            throws IOException {
        List<Field> fields = new ArrayList<>(model.signature().inputs());
        Field output = model.signature().output();
        boolean labelled;
        try (RowStream head = RowStream.open(source, fields, Progress.SILENT)) {
            labelled = head.names().contains(output.name());
            if (dated != null
                    && head.names().contains(dated)
                    && fields.stream().noneMatch(f -> f.name().equals(dated))) {
                fields.add(new Field(dated, Type.DATE, null, null, null, 0));
            }
        }
        if (labelled) {
            fields.add(output);
        }
        progress.line("  larger than memory: read block by block; repeated rows and performance are left out");
        Map<String, Long> newest = new TreeMap<>();
        Profile all = null;
        try (RowStream rows = RowStream.open(source, fields, "Reading", progress)) {
            while (rows.next()) {
                Frame frame = rows.rows();
                Column target = labelled ? frame.column(output.name()).orElseThrow() : null;
                Profile block = model.profile().project(frame, target, model.predict(frame, threads));
                all = all == null ? block : all.merge(block);
                for (Column column : frame.columns()) {
                    if (column instanceof Column.Date date) {
                        long last = Arrays.stream(date.millis()).max().orElse(Long.MIN_VALUE);
                        newest.merge(date.name(), last, Math::max);
                    }
                }
            }
            Profile profile =
                    new Profile(all.format(), all.rows(), all.features(), all.target(), all.predictions(), null);
            return new Streamed(
                    rows.facts(),
                    profile,
                    newest.entrySet().stream()
                            .map(e -> new Column.Date(
                                    e.getKey(), new long[] {e.getValue()}, e.getValue() == Long.MIN_VALUE ? 1 : 0))
                            .toList());
        }
    }

    /** What the result says about it. */
    List<Finding> findings() {
        return List.of(new Finding(
                Findings.ROWS,
                null,
                Level.OK,
                "The file is larger than memory and was read block by block: repeated rows were not counted, and how well"
                        + " the model does was neither measured nor estimated"));
    }
}
