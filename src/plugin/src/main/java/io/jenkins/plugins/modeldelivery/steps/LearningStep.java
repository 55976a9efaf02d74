package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that learns: what is expected of the data, how much rows count, and which way predictions may go. */
public abstract class LearningStep extends ReadingStep {
    private static final long serialVersionUID = 1L;

    static final List<String> CLASS_WEIGHTS = List.of(TrainRequest.BALANCED);

    private String weightColumn;
    private String classWeights;
    private ArrayList<String> increasing = new ArrayList<>();
    private ArrayList<String> decreasing = new ArrayList<>();
    private ArrayList<DataExpectation> expect = new ArrayList<>();

    protected LearningStep(String model) {
        super(model);
    }

    /** Checks these parameters; the target is null where it is not given. */
    final void checkLearning(@NonNull Mistakes mistakes, @CheckForNull String target) {
        checkColumns(mistakes, "increasing", increasing, target);
        checkColumns(mistakes, "decreasing", decreasing, target);
        mistakes.oneOf("classWeights", classWeights, CLASS_WEIGHTS);
        checkWeightColumn(mistakes, weightColumn, target);
    }

    static void checkWeightColumn(@NonNull Mistakes mistakes, String weightColumn, String target) {
        if (weightColumn != null && !weightColumn.isEmpty() && weightColumn.equals(target)) {
            mistakes.add("weightColumn", "is the target", "Name the column that holds the weights");
        }
    }

    static void checkColumns(Mistakes mistakes, String parameter, List<String> columns, String target) {
        if (target != null && columns.contains(target)) {
            mistakes.add(
                    parameter,
                    "names the target '" + target + "'",
                    "Leave the target out: it is predicted, not learned from");
        }
    }

    @CheckForNull
    public String getWeightColumn() {
        return weightColumn;
    }

    @DataBoundSetter
    public void setWeightColumn(@CheckForNull String weightColumn) {
        this.weightColumn = Util.fixEmpty(weightColumn);
    }

    @CheckForNull
    public String getClassWeights() {
        return classWeights;
    }

    @DataBoundSetter
    public void setClassWeights(@CheckForNull String classWeights) {
        this.classWeights = Util.fixEmptyAndTrim(classWeights);
    }

    @NonNull
    public List<String> getIncreasing() {
        return increasing;
    }

    @DataBoundSetter
    public void setIncreasing(@CheckForNull List<String> increasing) {
        this.increasing = lines(increasing);
    }

    @NonNull
    public List<String> getDecreasing() {
        return decreasing;
    }

    @DataBoundSetter
    public void setDecreasing(@CheckForNull List<String> decreasing) {
        this.decreasing = lines(decreasing);
    }

    @NonNull
    public List<DataExpectation> getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(@CheckForNull List<DataExpectation> expect) {
        this.expect = expect == null ? new ArrayList<>() : new ArrayList<>(expect);
    }
}
