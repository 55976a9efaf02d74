package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;

/** A move between stages as a sentence. */
final class Moves {
    private Moves() {}

    static String sentence(Console console, ModelName name, Event.Transitioned moved) {
        return name + " v" + moved.version() + ": " + moved.from() + " " + console.arrow() + " "
                + console.bold(moved.to())
                + (moved.replaced() == null
                        ? ""
                        : ", v" + moved.replaced() + " " + console.arrow() + " " + moved.replacedTo())
                + (moved.reason() == null ? "" : " (" + moved.reason() + ")");
    }
}
