package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.policy.Evidence;
import java.util.Optional;

/** Gathers what a policy looks at from a model's state. */
final class EvidenceOf {

    private EvidenceOf() {}

    /** Of a version that asks to enter a stage. */
    static Evidence version(Model model, Version version, String to, Stages stages, Actor actor) {
        Optional<Version.Recorded<Event.VersionValidated>> validation = version.validation();
        return new Evidence(
                version.number(),
                version.facts().model().sha256(),
                version.stage(),
                to,
                stages.before(to).map(Stage::name).orElse(null),
                validation.map(Version.Recorded::event).orElse(null),
                validation.map(Version.Recorded::time).orElse(null));
    }
}
