package io.jenkins.plugins.modeldelivery.registry;

/**
 * The stages as configured, which may change while a registry is open. Asked inside a model's lock, so answers come from
 * memory.
 */
@FunctionalInterface
public interface StageRules {

    /** The stages of the whole registry. */
    Stages stages();

    /**
     * The stages as they hold for one model: the same names in the same order, with policies that may be stricter.
     *
     * @param model full name
     */
    default Stages stages(ModelName model) {
        return stages();
    }

    /** Stages that never change. */
    static StageRules fixed(Stages stages) {
        return () -> stages;
    }
}
