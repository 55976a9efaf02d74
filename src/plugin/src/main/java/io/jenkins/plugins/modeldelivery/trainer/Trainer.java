package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** One of the engine's algorithms with its parameters. A parameter that is null takes the engine's default. */
public abstract class Trainer extends AbstractDescribableImpl<Trainer> implements ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    /** Name in the engine; the symbol in a Pipeline is the same. */
    @NonNull
    protected abstract String name();

    /** Puts the parameters that are set; null values are left out. */
    protected abstract void parameters(@NonNull Map<String, Object> parameters);

    /** Checks the parameters. */
    public abstract void check(@NonNull Mistakes mistakes);

    /** What the engine is asked for. */
    @NonNull
    public final TrainerSpec spec() {
        Map<String, Object> parameters = new TreeMap<>();
        parameters(parameters);
        parameters.values().removeIf(java.util.Objects::isNull);
        return new TrainerSpec(name(), parameters);
    }
}
