package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.io.IOException;

/** Data that a model is used on, read as the model needs them. */
public final class ModelData {

    private ModelData() {}

    /**
     * Data for a model to be used on.
     *
     * @param data a file, several, or a pattern, as {@link Source#of(String)} takes it
     * @param asked how they are to be read where that is not as in the training; null: as in the training
     * @param trained how the training data were read; null: as they looked
     * @param signature of the model
     * @throws io.jenkins.plugins.modeldelivery.document.InputException there are no such files, or what is asked for does
     *     not go with them or with the model
     */
    public static Source source(String data, Reading asked, Reading trained, Signature signature) throws IOException {
        Source source = Source.of(data).as(trained);
        if (asked == null || asked.detected()) {
            return source;
        }
        Problems problems = new Problems();
        asked.check(problems);
        problems.refuse();
        source = source.as(asked.over(trained));
        if (!asked.columns().isEmpty()) {
            asked.checkColumns(DataReader.columnNames(source), problems);
        }
        for (Signature.Field field : signature.columns()) {
            Reading.Kind kind = asked.kind(field.name());
            if (kind != null && kind.type() != field.type()) {
                problems.add(
                        "Column '" + field.name() + "' is " + field.type() + " for the model, and cannot be read as a "
                                + kind,
                        asked.types().containsKey(field.name()) ? "parameter types" : "parameter categories",
                        "Leave it out here, or train with that type.");
            }
        }
        problems.refuse();
        return source;
    }
}
