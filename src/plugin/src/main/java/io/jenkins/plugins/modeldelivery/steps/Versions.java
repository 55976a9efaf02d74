package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.Optional;

/** Checks what a form says about versions against what the registry has now. */
final class Versions {

    private Versions() {}

    /** Digest of the file that a version learned from; null: not known. */
    @CheckForNull
    static String learnedFrom(@NonNull Version version) {
        Lineage lineage = version.facts().lineage();
        return lineage == null ? null : lineage.learnedFrom();
    }

    /** A version's number; one that does not exist yet is a warning, for it may when the job is built. */
    static FormValidation check(Item item, String value, String model) {
        FormValidation number = FieldCheck.wholeNumber(item, "version", value, 1);
        return number.kind != FormValidation.Kind.OK ? number : exists(item, value, model);
    }

    /** Whatever names a version: a number, a stage, an alias. An empty stage is fine. */
    static FormValidation exists(Item item, String value, String model) {
        String wanted = value == null ? "" : value.strip();
        Optional<Model> found =
                wanted.isEmpty() || wanted.contains("$") ? Optional.empty() : new Choices(item).find(model);
        if (found.isEmpty() || ModelRegistry.stages().find(wanted).isPresent()) {
            return FormValidation.ok();
        }
        try {
            Selector.select(found.get(), wanted, ModelRegistry.stages());
            return FormValidation.ok();
        } catch (RegistryException e) {
            return FormValidation.warning(e.getMessage());
        }
    }
}
