package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Summary of a data set: what a drift check compares current data with. Stored as JSON in the model file, under 100 kB for
 * 30 columns whatever the number of rows.
 *
 * @param format version of this layout, {@value #FORMAT}
 * @param rows summarised rows
 * @param features one summary a feature column
 * @param target the target's; null when the rows had none
 * @param predictions the model's on the same rows, in the profile of a training on the rows held out: the probability of the
 *     positive class, the number, or for three or more classes the predicted class; null when there were none
 * @param repeated rows that equal an earlier one in all features, whatever their target, which arrives late or never; of
 *     merged profiles, at least so many; null where it was not counted
 * @param importances share of the model's importance by feature, 0..1, of a model's training data; else null
 */
public record Profile(
        int format,
        long rows,
        List<ColumnProfile> features,
        ColumnProfile target,
        ColumnProfile predictions,
        Long repeated,
        Map<String, Double> importances) {

    /** The layout that this engine writes. */
    public static final int FORMAT = 1;
    /** Name of the column of predictions. */
    public static final String PREDICTION = "prediction";

    public Profile {
        if (format != FORMAT) {
            throw new IllegalArgumentException("Profile of format " + format + "; this engine reads format " + FORMAT
                    + (format > FORMAT ? ": use a newer engine" : ""));
        }
        features = features == null ? List.of() : List.copyOf(features);
        importances = importances == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(importances));
    }

    /** A profile of data alone. */
    public Profile(
            int format,
            long rows,
            List<ColumnProfile> features,
            ColumnProfile target,
            ColumnProfile predictions,
            Long repeated) {
        this(format, rows, features, target, predictions, repeated, null);
    }

    /** The same with what a model makes of the features. */
    public Profile with(Map<String, Double> shares) {
        return new Profile(format, rows, features, target, predictions, repeated, shares);
    }

    /** The same with other predictions; null: without any. */
    public Profile predicting(ColumnProfile other) {
        return new Profile(format, rows, features, target, other, repeated, importances);
    }

    /**
     * Summarises rows; grids and dictionaries follow these rows.
     *
     * @param frame the rows
     * @param features feature columns
     * @param target the target column; may be null
     * @param predictions on the same rows, or on others that stand for them; may be null
     * @throws InputException if the frame lacks a feature
     */
    public static Profile of(Frame frame, List<String> features, Column target, Predictions predictions) {
        return of(frame, features, target, predictions, 1);
    }

    /** The same, several columns at a time. */
    public static Profile of(Frame frame, List<String> features, Column target, Predictions predictions, int threads) {
        List<Column> columns = new ArrayList<>(features.size());
        for (String feature : features) {
            columns.add(frame.column(feature)
                    .orElseThrow(() -> new InputException(
                            "The data has no column '" + feature + "'",
                            frame.facts() == null ? null : frame.facts().path(),
                            "Name only columns of the file as features")));
        }
        return of(
                frame.rows(), columns, target, predictions, (place, column) -> ColumnProfile.of(column), null, threads);
    }

    /**
     * Summarises other rows on this profile's grids and dictionaries.
     *
     * @param frame rows with all the features, of the same types
     * @param target the target column; null, or ignored if this profile has none
     * @param predictions on the same rows; null, or ignored if this profile has none
     * @throws IllegalArgumentException if a feature is not there or is of another type
     */
    public Profile project(Frame frame, Column target, Predictions predictions) {
        return project(frame, target, predictions, null, 1);
    }

    /**
     * The same, several columns at a time.
     *
     * @param repeated of these rows, as another profile of the same columns has counted them; null: not counted yet
     */
    public Profile project(Frame frame, Column target, Predictions predictions, Long repeated, int threads) {
        List<Column> columns = new ArrayList<>(features.size());
        for (ColumnProfile feature : features) {
            columns.add(frame.column(feature.name())
                    .orElseThrow(() -> new IllegalArgumentException("No column " + feature.name())));
        }
        List<ColumnProfile> grids = new ArrayList<>(features);
        grids.add(this.target);
        grids.add(this.predictions);
        return of(
                frame.rows(),
                columns,
                target,
                predictions,
                (place, column) ->
                        grids.get(place) == null ? null : grids.get(place).project(column),
                repeated,
                threads);
    }

    /** @param summary of the column at a place: those of the features, then the target's and the predictions' */
    private static Profile of(
            int rows,
            List<Column> features,
            Column target,
            Predictions predictions,
            BiFunction<Integer, Column, ColumnProfile> summary,
            Long repeated,
            int threads) {
        int count = features.size();
        List<Column> all = new ArrayList<>(features);
        all.add(target);
        all.add(predictions == null ? null : column(predictions));
        ColumnProfile[] summaries = new ColumnProfile[all.size()];
        Long[] counted = {repeated};
        Parallel.run(threads, all.size() + (repeated == null ? 1 : 0), piece -> {
            if (piece == all.size()) {
                counted[0] = Duplicates.count(features);
            } else if (all.get(piece) != null) {
                summaries[piece] = summary.apply(piece, all.get(piece));
            }
        });
        return new Profile(
                FORMAT,
                rows,
                Arrays.asList(summaries).subList(0, count),
                summaries[count],
                summaries[count + 1],
                counted[0]);
    }

    /** The summary of that feature. */
    public Optional<ColumnProfile> feature(String name) {
        return features.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * The summary of these rows and the other's together.
     *
     * @param other a profile on the same grids and dictionaries
     * @throws IllegalArgumentException if it is not
     */
    public Profile merge(Profile other) {
        if (features.size() != other.features.size()
                || (target == null) != (other.target == null)
                || (predictions == null) != (other.predictions == null)) {
            throw new IllegalArgumentException("Profiles of different columns cannot be merged");
        }
        List<ColumnProfile> merged = new ArrayList<>(features.size());
        for (ColumnProfile feature : features) {
            merged.add(feature.merge(other.feature(feature.name())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Profiles of different columns cannot be merged: " + feature.name()))));
        }
        return new Profile(
                FORMAT,
                rows + other.rows,
                merged,
                target == null ? null : target.merge(other.target),
                predictions == null ? null : predictions.merge(other.predictions),
                repeated == null || other.repeated == null ? null : repeated + other.repeated,
                importances != null ? importances : other.importances);
    }

    /**
     * Predictions as a column named {@value #PREDICTION}: the probability of the positive class, the number, or the most
     * probable class (of equals the first), the nearest cluster, or how unusual a row is. A prediction that is no finite number is a missing value.
     */
    public static Column column(Predictions predictions) {
        double[] values = predictions.values();
        int missing = 0;
        if (predictions.task() == Task.CLUSTERING) {
            int[] nearest = new int[predictions.rows()];
            for (int row = 0; row < nearest.length; row++) {
                nearest[row] = (int) values[2 * row];
            }
            return new Column.Categorical(
                    PREDICTION,
                    predictions.classes(),
                    nearest,
                    predictions.classes().size(),
                    0);
        }
        if (predictions.task() != Task.MULTICLASS) {
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                float value = (float) values[i];
                floats[i] = Float.isFinite(value) ? value : Float.NaN;
                missing += Float.isFinite(value) ? 0 : 1;
            }
            return new Column.Numeric(PREDICTION, floats, missing);
        }
        int classes = predictions.classes().size();
        int[] codes = new int[predictions.rows()];
        for (int row = 0; row < codes.length; row++) {
            int best = -1;
            for (int c = 0; c < classes; c++) {
                double p = values[row * classes + c];
                if (!Double.isNaN(p) && (best < 0 || p > values[row * classes + best])) {
                    best = c;
                }
            }
            codes[row] = best;
            missing += best < 0 ? 1 : 0;
        }
        return new Column.Categorical(PREDICTION, predictions.classes(), codes, classes, missing);
    }
}
