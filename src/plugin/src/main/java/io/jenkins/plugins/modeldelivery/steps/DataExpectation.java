package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * One thing that is expected of data: {@code column(...)}, {@code rows(...)} or {@code inferred(...)}. Steps that read data take
 * a list of them.
 */
public abstract class DataExpectation extends AbstractDescribableImpl<DataExpectation>
        implements ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    private String level;

    /** Null: a disappointed expectation refuses the data. */
    @CheckForNull
    public String getLevel() {
        return level;
    }

    @DataBoundSetter
    public void setLevel(@CheckForNull String level) {
        this.level = Util.fixEmptyAndTrim(level);
    }

    /** Checks what the document cannot: words for enumerations. */
    void check(@NonNull Mistakes mistakes) {
        mistakes.oneOf("expect: level", level, OnFailure.VALUES);
    }

    final Gate.Level severity() {
        return level == null || !OnFailure.VALUES.contains(level) ? Gate.Level.FAILURE : Gate.Level.valueOf(level);
    }

    /**
     * What is expected, as the engine takes it.
     *
     * @param modelFile on the agent, whose training data is the example; null: none is
     * @param version its number; null with {@code modelFile}
     */
    @NonNull
    static Expectations all(
            @NonNull List<DataExpectation> given, @CheckForNull String modelFile, @CheckForNull Integer version) {
        List<Expectation> columns = given.stream()
                .filter(ExpectedColumn.class::isInstance)
                .map(column -> ((ExpectedColumn) column).toExpectation())
                .toList();
        Expectations.Rows rows = given.stream()
                .filter(ExpectedRows.class::isInstance)
                .map(one -> ((ExpectedRows) one).toRows())
                .findFirst()
                .orElse(null);
        Expectations.Inferred inferred = given.stream()
                .filter(InferredExpectations.class::isInstance)
                .map(one -> ((InferredExpectations) one).toInferred(modelFile, version))
                .findFirst()
                .orElse(modelFile == null ? null : new Expectations.Inferred(null, modelFile, version, null, null));
        return new Expectations(columns, rows, inferred);
    }

    /** Whether one of them wants an example that is none of its own files. */
    static boolean wantsExample(@NonNull List<DataExpectation> given) {
        return given.stream()
                .anyMatch(one -> one instanceof InferredExpectations inferred && inferred.getFile() == null);
    }

    /**
     * Notes what is wrong with a list of them.
     *
     * @param example whether a version's training data is an example
     */
    static void check(@NonNull List<DataExpectation> given, boolean example, @NonNull Mistakes mistakes) {
        given.forEach(one -> one.check(mistakes));
        for (Class<?> once : List.of(ExpectedRows.class, InferredExpectations.class)) {
            if (given.stream().filter(once::isInstance).count() > 1) {
                mistakes.add(
                        "expect",
                        (once == ExpectedRows.class ? "rows(...)" : "inferred(...)") + " is given twice",
                        "Write all of it into one");
            }
        }
        Problems problems = new Problems();
        all(given, example ? "a version's" : null, null).check(problems);
        problems.list().forEach(mistakes::add);
    }
}
