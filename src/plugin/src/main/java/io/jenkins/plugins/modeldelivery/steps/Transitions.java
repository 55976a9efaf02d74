package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;

/** Moves between stages, as the steps see and tell them. */
final class Transitions {

    private Transitions() {}

    /** {@code birdstrike v2: staging -> prod; v1 went to archived}. */
    @NonNull
    static String sentence(@NonNull ModelName model, @NonNull Event.Transitioned moved) {
        String sentence = model + " v" + moved.version() + ": " + moved.from() + " -> " + moved.to();
        return moved.replaced() == null
                ? sentence
                : sentence + "; v" + moved.replaced() + " went to " + moved.replacedTo();
    }
}
