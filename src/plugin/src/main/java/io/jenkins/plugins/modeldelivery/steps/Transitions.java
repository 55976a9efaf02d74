package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import java.util.Optional;

/** Moves between stages, as the steps see and tell them. */
final class Transitions {

    private Transitions() {}

    /**
     * The last move of a model, if this very build made it with this outcome: what a step finds that is repeated after a
     * restart of Jenkins.
     *
     * @param kind {@code promote} or {@code rollback}
     * @param version null: any
     */
    @NonNull
    static Optional<Event.Transitioned> last(
            @NonNull Model model, @NonNull String kind, Integer version, @NonNull String to, @NonNull Actor actor) {
        List<Version.Recorded<Event.Transitioned>> all = model.transitions();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Version.Recorded<Event.Transitioned> last = all.get(all.size() - 1);
        boolean same = last.actor().kind().equals(actor.kind())
                && last.actor().id().equals(actor.id())
                && last.event().kind().equals(kind)
                && last.event().to().equals(to)
                && (version == null || last.event().version() == version);
        return same ? Optional.of(last.event()) : Optional.empty();
    }

    /** {@code birdstrike v2: staging -> prod; v1 went to archived}. */
    @NonNull
    static String sentence(@NonNull ModelName model, @NonNull Event.Transitioned moved) {
        String sentence = model + " v" + moved.version() + ": " + moved.from() + " -> " + moved.to();
        return moved.replaced() == null
                ? sentence
                : sentence + "; v" + moved.replaced() + " went to " + moved.replacedTo();
    }
}
