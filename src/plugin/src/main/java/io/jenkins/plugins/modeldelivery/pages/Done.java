package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;

/**
 * What was done, as programs are told.
 *
 * @param model full name
 * @param version its number; null: it concerns the model as a whole
 * @param url of the page that shows the outcome, relative to the root of Jenkins
 * @param transition the move between stages; null: it was none
 */
public record Done(String model, Integer version, String url, Transition transition) {

    @NonNull
    static Done model(@NonNull ModelName name) {
        return new Done(name.value(), null, Links.model(name), null);
    }

    @NonNull
    static Done version(@NonNull ModelName name, int version) {
        return new Done(name.value(), version, Links.version(name, version), null);
    }

    /** A version was moved. */
    @NonNull
    public static Done moved(@NonNull ModelName name, @NonNull Event.Transitioned event) {
        Transition transition = new Transition(
                event.kind(),
                event.version(),
                event.from(),
                event.to(),
                event.replaced(),
                event.replacedTo(),
                event.reason());
        return new Done(name.value(), event.version(), Links.version(name, event.version()), transition);
    }

    /** The same, shown on another page. */
    @NonNull
    Done at(@NonNull String page) {
        return new Done(model, version, page, transition);
    }

    /**
     * A move between stages, as in the ledger.
     *
     * @param kind {@code promote}, {@code rollback} or {@code archive}
     * @param version that moved
     * @param from stage
     * @param to stage
     * @param replaced version that had to leave; null: none had to
     * @param replacedTo stage that it went to; null: none had to
     * @param reason null: nobody gave one
     */
    public record Transition(
            String kind, int version, String from, String to, Integer replaced, String replacedTo, String reason) {}
}
