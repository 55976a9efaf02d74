package io.jenkins.plugins.modeldelivery.registry;

import java.util.List;

/** A version may not enter a stage: the stage's policy demands what is missing. Nothing was written. */
public final class PolicyViolation extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> missing;

    PolicyViolation(ModelName model, int version, String stage, List<String> missing) {
        super("Version " + version + " of '" + model + "' may not enter " + stage + ". " + String.join(" ", missing));
        this.missing = List.copyOf(missing);
    }

    /** Everything that is missing, one sentence each; never empty. */
    public List<String> missing() {
        return missing != null ? missing : List.of(getMessage());
    }
}
