package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;

/** A version became the champion of a stage. */
public final class ModelPromotedCause extends ModelCause {

    private final boolean rollback;
    private final String from;
    private final Integer replaced;
    private final String reason;
    private final String by;

    ModelPromotedCause(@NonNull ModelName model, @NonNull Occurrence occurrence) {
        super(model, occurrence);
        Occurrence.Promoted promoted = (Occurrence.Promoted) occurrence.what();
        rollback = promoted.isRollback();
        from = promoted.from();
        replaced = promoted.replaced();
        reason = promoted.reason();
        by = promoted.by();
    }

    @NonNull
    @Override
    public String getEvent() {
        return rollback ? "rolledBack" : "promoted";
    }

    /** The stage that it came from. */
    @NonNull
    @Exported(visibility = 3)
    public String getFrom() {
        return from;
    }

    /** The version that it replaced; null: there was none. */
    @CheckForNull
    @Exported(visibility = 3)
    public Integer getReplaced() {
        return replaced;
    }

    /** Why, as whoever did it said; null: nothing was said. */
    @CheckForNull
    @Exported(visibility = 3)
    public String getReason() {
        return reason;
    }

    /** Who did it, as the ledger names the actor. */
    @NonNull
    @Exported(visibility = 3)
    public String getBy() {
        return by;
    }

    @Override
    void describe(@NonNull Map<String, String> facts) {
        facts.put("MODEL_FROM_STAGE", from);
        facts.put("MODEL_PREVIOUS_VERSION", replaced == null ? null : replaced.toString());
        facts.put("MODEL_REASON", reason);
        facts.put("MODEL_PROMOTED_BY", by);
    }

    @Override
    public String getShortDescription() {
        String number = Integer.toString(getModelVersion());
        return rollback
                ? Messages.ModelPromotedCause_rolledBack(getModel(), number, getStage(), by)
                : Messages.ModelPromotedCause_promoted(getModel(), number, getStage(), by);
    }
}
