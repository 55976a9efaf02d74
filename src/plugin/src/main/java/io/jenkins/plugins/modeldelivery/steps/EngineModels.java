package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;

/** Which versions the engine can work with. */
final class EngineModels {

    private EngineModels() {}

    /**
     * The model file of a version, if the engine made it.
     *
     * @param step which wants it
     * @param instead what to do with a model of another tool
     */
    @NonNull
    static BlobRef of(ModelName model, Version version, String step, String instead) throws AbortException {
        String format = version.facts().format();
        if (!format.equals(Harvest.FORMAT)) {
            throw new AbortException(step + " cannot run " + model + " v" + version.number() + ": its format is "
                    + format + ", and the engine runs its own models only. Use " + instead);
        }
        return version.facts().model();
    }
}
