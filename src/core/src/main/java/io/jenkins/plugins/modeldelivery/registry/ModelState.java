package io.jenkins.plugins.modeldelivery.registry;

/**
 * What is known of a model, and of which content of its ledger. Immutable, save for a summary that is made when it is asked
 * for.
 */
final class ModelState {
    /** With all versions; null: there is no model, or it is not in memory. */
    final Model model;

    final boolean inMemory;
    /** Null: there is no model to list, or nobody has asked yet. */
    private volatile Summary summary;
    /** Of the file with exactly this content. */
    final Stamp stamp;

    private ModelState(Model model, boolean inMemory, Summary summary, Stamp stamp) {
        this.model = model;
        this.inMemory = inMemory;
        this.summary = summary;
        this.stamp = stamp;
    }

    /** @param model null: there is none */
    static ModelState of(Model model, Stamp stamp) {
        return new ModelState(model, true, null, stamp);
    }

    /** @param summary null: there is no model to list */
    static ModelState outline(Summary summary, Stamp stamp) {
        return new ModelState(null, false, summary, stamp);
    }

    Summary summary() {
        Summary known = summary;
        if (known == null && model != null && model.removed() == null) {
            known = Summary.of(model);
            summary = known;
        }
        return known;
    }

    /** The same without the versions; null: not to be kept at all. */
    ModelState outline() {
        return damaged() && summary() == null ? null : outline(summary(), stamp);
    }

    boolean damaged() {
        return model != null ? model.damage() != null : !inMemory && summary != null && summary.damage() != null;
    }

    /** Bytes in memory: twice those of the file, as measured. */
    long weight() {
        return 2 * Math.max(0, stamp.size());
    }
}
