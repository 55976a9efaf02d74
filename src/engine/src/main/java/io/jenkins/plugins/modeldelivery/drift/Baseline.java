package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.drift.statistic.Ascending;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the current data is compared with.
 *
 * @param profile of it; its grids and dictionaries are those of the comparison
 * @param facts for the result
 * @param rows themselves; null where only the profile is there
 * @param target of the rows; null where they have none
 * @param predictions on the rows; null where only the profile is there, or where those of other rows stand in for them
 */
record Baseline(Profile profile, DriftResult.Baseline facts, Frame rows, Column target, Predictions predictions) {

    /** The data that the model was trained on. */
    static Baseline training(LoadedModel model) {
        return new Baseline(
                model.profile(),
                new DriftResult.Baseline(DriftResult.Baseline.TRAINING, "the training data", null, false),
                null,
                null,
                null);
    }

    /**
     * The data of earlier checks together.
     *
     * @param files profiles that they left
     * @param called what they are called; null: the last ones
     */
    static Baseline checks(List<String> files, String called) throws IOException {
        Profile all = null;
        for (String file : files) {
            Profile one = ProfileFile.read(Path.of(file));
            try {
                all = all == null ? one : unlabelled(all, one).merge(unlabelled(one, all));
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        new Problem(
                                "The checks cannot be taken together: " + e.getMessage(),
                                "parameter baseline",
                                "Name one of them, as in 'last', or by its number, as in 'check 17'"),
                        e);
            }
        }
        String words =
                called != null ? called : files.size() == 1 ? "the last check" : "the last " + files.size() + " checks";
        return new Baseline(
                all, new DriftResult.Baseline(DriftResult.Baseline.CHECKS, words, null, false), null, null, null);
    }

    /** Labels count only where all checks had them. */
    private static Profile unlabelled(Profile profile, Profile other) {
        return other.target() != null || profile.target() == null
                ? profile
                : new Profile(
                        profile.format(),
                        profile.rows(),
                        profile.features(),
                        null,
                        profile.predictions(),
                        profile.repeated());
    }

    /**
     * A file's rows.
     *
     * @throws InputException if it cannot be read, or lacks a column of the model's
     */
    static Baseline file(String file, Source source, LoadedModel model, int threads, Progress progress)
            throws IOException {
        Signature signature = model.signature();
        CurrentData data = CurrentData.read(source, signature, FindingRules.NONE, threads, progress);
        for (Finding finding : data.findings()) {
            if (finding.level() == Level.DRIFT) {
                throw new InputException(
                        "The baseline cannot be compared with: " + finding.message(),
                        file,
                        "Name a file with the columns that the model was trained on");
            }
            if (finding.level() == Level.WARNING) {
                progress.warn("Baseline: " + finding.message());
            }
        }
        Frame frame = data.frame();
        Column target = frame.column(signature.output().name()).orElse(null);
        Predictions predictions = model.predict(frame, threads);
        List<String> features = signature.inputs().stream().map(Field::name).toList();
        return new Baseline(
                Profile.of(frame, features, target, predictions, threads),
                new DriftResult.Baseline(DriftResult.Baseline.FILE, file, frame.facts(), true),
                frame,
                target,
                predictions);
    }

    /**
     * A stored profile of rows that need not be there any more.
     *
     * @throws InputException if it is none, or lacks a column of the model's
     */
    static Baseline profile(Path file, LoadedModel model) throws IOException {
        Profile stored = ProfileFile.read(file);
        Signature signature = model.signature();
        Problems problems = new Problems();
        List<ColumnProfile> features = new ArrayList<>();
        for (Field input : signature.inputs()) {
            ColumnProfile column = stored.feature(input.name()).orElse(null);
            if (column != null && column.kind() == input.type()) {
                features.add(column);
                continue;
            }
            problems.add(
                    column == null
                            ? "The profile has no column '" + input.name() + "'"
                            : "The profile has the column '" + input.name() + "' as " + column.kind()
                                    + ", the model as " + input.type(),
                    file.toString(),
                    "Name a profile of data as the model was trained on; profile --model and --version reads it so");
        }
        problems.refuse();
        Field output = signature.output();
        ColumnProfile target =
                stored.target() == null ? stored.feature(output.name()).orElse(null) : stored.target();
        boolean known = target != null && target.name().equals(output.name()) && target.kind() == output.type();
        // Rows repeat in the columns that were looked at; others repeat otherwise.
        boolean same = stored.features().size() == features.size();
        Type predicted =
                model.task() == Task.MULTICLASS || model.task() == Task.CLUSTERING ? Type.CATEGORICAL : Type.NUMERIC;
        ColumnProfile predictions = stored.predictions();
        return new Baseline(
                new Profile(
                        stored.format(),
                        stored.rows(),
                        features,
                        known ? target : null,
                        predictions != null && predictions.kind() == predicted ? predictions : null,
                        same ? stored.repeated() : null),
                new DriftResult.Baseline(DriftResult.Baseline.PROFILE, file.toString(), null, false),
                null,
                null,
                null);
    }

    /**
     * Whether its grids are not those of the training, on which checks keep their profiles, so that current rows are counted
     * twice.
     */
    boolean onItsOwnGrid() {
        return facts.kind().equals(DriftResult.Baseline.FILE) || facts.kind().equals(DriftResult.Baseline.PROFILE);
    }

    /** The same whose predictions are others; null: none. */
    Baseline predicting(ColumnProfile others) {
        return new Baseline(profile.predicting(others), facts, rows, target, null);
    }

    /** What sentences call it. */
    String noun() {
        return facts.kind().equals(DriftResult.Baseline.TRAINING) ? "training" : "the baseline";
    }

    /** Compares the columns of numbers value by value, where the values are there. */
    Against against(Frame current, Column currentTarget, Predictions currentPredictions, int threads) {
        if (rows == null) {
            return new Against(noun(), Map.of());
        }
        List<Compared> jobs = new ArrayList<>();
        for (Column column : rows.columns()) {
            if (target == null || !column.name().equals(target.name())) {
                add(
                        jobs,
                        Comparison.FEATURE,
                        column,
                        current.column(column.name()).orElse(null));
            }
        }
        add(jobs, Comparison.LABEL, target, currentTarget);
        if (predictions != null) {
            add(jobs, Comparison.PREDICTION, Profile.column(predictions), Profile.column(currentPredictions));
        }
        Map<String, Order> orders = new ConcurrentHashMap<>();
        Parallel.run(threads, jobs.size(), () -> {
            Ascending first = new Ascending();
            Ascending second = new Ascending();
            return job -> {
                Compared one = jobs.get(job);
                orders.put(one.key, Order.of(one.before, one.after, first, second));
            };
        });
        return new Against(noun(), Map.copyOf(orders));
    }

    /** Two columns of numbers to compare. */
    private record Compared(String key, Column.Numeric before, Column.Numeric after) {}

    private static void add(List<Compared> jobs, String role, Column before, Column after) {
        if (before instanceof Column.Numeric b && after instanceof Column.Numeric a) {
            jobs.add(new Compared(Against.key(role, b.name()), b, a));
        }
    }
}
