package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.tool.OnnxRuntimeTool;
import java.io.IOException;

/** Versions that the engine can run. */
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
            throw new AbortException(step + " cannot use " + model + " v" + version.number() + ": its format is "
                    + format + ", and only the engine's own models keep a profile of their training data. Use "
                    + instead);
        }
        return version.facts().model();
    }

    /**
     * Copies the model file of a version to the agent, and beside it what the engine needs to run one of another tool.
     *
     * @param name of the file there
     * @param step which wants it
     * @param instead what to do with a model that the engine cannot run
     * @return its path there
     */
    @NonNull
    static String fetch(
            @NonNull Preparation preparation,
            @NonNull Version version,
            @NonNull String name,
            @NonNull String step,
            @NonNull String instead)
            throws IOException, InterruptedException, RegistryException {
        String format = version.facts().format();
        BlobRef signature = version.facts().documents().get(Harvest.SIGNATURE);
        if (!format.equals(Harvest.FORMAT) && (!ModelFormat.runs(format) || signature == null)) {
            throw new AbortException(step + " cannot run " + preparation.model() + " v" + version.number()
                    + ": its format is " + format
                    + (ModelFormat.runs(format)
                            ? ", and it was registered before such files were looked into. Register the file again, or use "
                            : ", and the engine runs its own models, onnx and xgboost. Use ")
                    + instead);
        }
        if (signature != null) {
            preparation.fetch(signature, name + FileSignature.SUFFIX);
        }
        if (ModelFormat.ONNX.id().equals(format)) {
            OnnxRuntimeTool.provide(preparation);
        }
        return preparation.fetch(version.facts().model(), name);
    }
}
