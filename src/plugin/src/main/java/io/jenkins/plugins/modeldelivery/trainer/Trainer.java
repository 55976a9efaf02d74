package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the trainers of the catalogue with its parameters. A parameter that is not set takes the catalogue's default, which
 * also says what is allowed.
 */
public abstract class Trainer extends AbstractDescribableImpl<Trainer> implements ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Serializable> parameters = new TreeMap<>();

    /** Its entry in the catalogue. */
    @NonNull
    protected abstract TrainerInfo info();

    /** The parameter as it was set; null: the default. */
    @CheckForNull
    protected final Integer integer(@NonNull String name) {
        return (Integer) parameters.get(name);
    }

    /** The parameter as it was set; null: the default. */
    @CheckForNull
    protected final Double number(@NonNull String name) {
        return (Double) parameters.get(name);
    }

    /** The parameter as it was set; null: the default. */
    @CheckForNull
    protected final String word(@NonNull String name) {
        return (String) parameters.get(name);
    }

    /** Sets a parameter, or with null takes the default again. */
    protected final void set(@NonNull String name, @CheckForNull Serializable value) {
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
    }

    /** Checks the parameters against the catalogue. */
    public final void check(@NonNull Mistakes mistakes) {
        List<Problem> problems = new ArrayList<>();
        info().complete(Map.copyOf(parameters), problems);
        problems.forEach(mistakes::add);
    }

    /** Whether it learns from a target. */
    public final boolean learnsFromTarget() {
        return info().tasks().stream().anyMatch(Task::supervised);
    }

    /** Whether it is of no use to it which column is the target. */
    public final boolean refusesTarget() {
        return info().equals(Trainers.K_MEANS);
    }

    /** What the engine is asked for. */
    @NonNull
    public final TrainerSpec spec() {
        return new TrainerSpec(info().name(), Map.copyOf(parameters));
    }
}
