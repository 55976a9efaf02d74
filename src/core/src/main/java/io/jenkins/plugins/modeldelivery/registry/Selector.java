package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which version of a model somebody means: a number, a stage, an alias, or {@code newest}. */
public final class Selector {

    /** The version with the highest number. */
    public static final String NEWEST = "newest";

    private Selector() {}

    /**
     * @param spec {@code 7} or {@code v7}, the name of a stage (its champion), an alias, or {@code newest}
     * @throws NotFound if nothing answers to it; the message lists what would
     */
    public static Version select(Model model, String spec, Stages stages) throws RegistryException {
        return find(model, spec, stages)
                .orElseThrow(() -> model.damage() != null
                        ? unreadable(model, spec)
                        : new NotFound((stages.find(spec).isPresent()
                                        ? "No version of model '" + model.name() + "' stands in '" + spec + "'. "
                                        : "Model '" + model.name() + "' has no version '" + spec + "'. "
                                                + nearest(model, spec, stages))
                                + "Name a version by its number, a stage, an alias or '" + NEWEST + "': "
                                + known(model)));
    }

    /** Like {@link #select}, but empty where that would throw; an empty stage is empty, too. */
    public static Optional<Version> find(Model model, String spec, Stages stages) {
        if (spec.equals(NEWEST)) {
            return model.newest();
        }
        if (spec.matches("[vV]?[0-9]{1,9}")) {
            return model.version(Integer.parseInt(spec.replaceFirst("^[vV]", "")));
        }
        if (stages.find(spec).isPresent()) {
            return model.champion(spec);
        }
        return model.aliased(spec);
    }

    private static RegistryException unreadable(Model model, String spec) {
        return new RegistryException("Model '" + model.name() + "' has no version '" + spec
                + "' in that part of its ledger that can be read. " + model.damage()
                + ". Restore the file from a backup.");
    }

    /** {@code Did you mean 'prod'? }, or nothing. */
    private static String nearest(Model model, String spec, Stages stages) {
        List<String> names = new ArrayList<>(stages.names());
        names.addAll(model.aliases().keySet());
        names.add(NEWEST);
        return Nearest.of(spec, names)
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
    }

    private static String known(Model model) {
        if (model.versions().isEmpty()) {
            return "it has no version yet.";
        }
        List<String> known = new ArrayList<>();
        model.versions().values().stream()
                .skip(Math.max(0, model.versions().size() - 5L))
                .forEach(v -> known.add("v" + v.number() + " (" + v.stage() + ")"));
        model.aliases().forEach((alias, version) -> known.add(alias + " (v" + version + ")"));
        return String.join(", ", known) + ".";
    }
}
