package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.foreign.AnyModel;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Expectations that a profile suggests, as TensorFlow Data Validation infers a schema from statistics and Deequ suggests
 * constraints: a type; a range; all categories where all are known; a share of missing values.
 *
 * @param columns what is expected of each column
 * @param optional the column that may be left out: the target
 * @param version of the model whose training data was the example; null: none
 */
record Inference(List<Expectation> columns, String optional, Integer version) {

    /** Nothing. */
    static final Inference NONE = new Inference(List.of(), null, null);

    /** How much of the slack is a share of rows that may break a rule: a tenth of a tenth is one in a hundred. */
    private static final double ROWS = 0.1;

    /**
     * Reads the example.
     *
     * @param reading how an example of rows is read: as the data is
     */
    static Inference of(Expectations.Inferred inferred, Reading reading, Progress progress) throws IOException {
        if (inferred == null) {
            return NONE;
        }
        double slack = inferred.slack() == null ? Expectations.Inferred.SLACK : inferred.slack();
        if (inferred.modelFile() != null) {
            try (LoadedModel model = AnyModel.load(Path.of(inferred.modelFile()))) {
                if (model.profile() == null) {
                    throw new InputException(
                            "The model was made by another tool, and nothing is known of the rows it learned from",
                            "expect: inferred",
                            "Name a file as the example, for example its training data");
                }
                return of(model.profile(), inferred, slack);
            }
        }
        if (ProfileFile.is(Path.of(inferred.file()))) {
            return of(ProfileFile.read(Path.of(inferred.file())), inferred, slack);
        }
        Frame frame = DataReader.read(
                Source.of(inferred.file()).as(reading), Runtime.getRuntime().availableProcessors(), progress);
        List<String> names = frame.columns().stream().map(c -> c.name()).toList();
        return of(Profile.of(frame, names, null, null), inferred, slack);
    }

    private static Inference of(Profile profile, Expectations.Inferred inferred, double slack) {
        List<Expectation> columns = new ArrayList<>();
        profile.features().forEach(column -> columns.add(of(column, inferred, slack)));
        if (profile.target() != null) {
            columns.add(of(profile.target(), inferred, slack));
        }
        return new Inference(
                columns, profile.target() == null ? null : profile.target().name(), inferred.version());
    }

    private static Expectation of(ColumnProfile column, Expectations.Inferred inferred, double slack) {
        double tolerance = Math.min(1, slack * ROWS);
        Double min = null;
        Double max = null;
        List<String> values = null;
        if (column instanceof NumericProfile numeric && numeric.min() != null) {
            double more = slack * (numeric.max() - numeric.min());
            // What never was negative is not expected to become so: a count, a length, a price.
            min = numeric.min() >= 0 ? Math.max(0, numeric.min() - more) : numeric.min() - more;
            max = numeric.max() + more;
        } else if (column instanceof CategoricalProfile categories && allKnown(categories, tolerance)) {
            values = categories.categories();
        }
        double missing = column.missingShare();
        return new Expectation(
                column.name(),
                column.present() == 0 ? null : column.kind(),
                min,
                max,
                Math.min(1, missing + slack * Math.max(missing, ROWS)),
                values,
                false,
                false,
                null,
                false,
                tolerance,
                false,
                inferred.level());
    }

    /** Whether new values are not to be expected: all are listed, and by Good and Turing fewer rows than may have others. */
    private static boolean allKnown(CategoricalProfile column, double tolerance) {
        return column.other() == 0
                && column.present() > 0
                && column.kind() == Type.CATEGORICAL
                && (double) column.once() / column.present() <= tolerance;
    }
}
