package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.policy.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what a policy looks at from a model's state. */
final class EvidenceOf {

    private EvidenceOf() {}

    /** Of a version that asks to enter a stage, by the hand of an actor. */
    static Evidence version(Model model, Version version, String to, Stages stages, Actor actor, Instant now) {
        String before = stages.before(to).map(Stage::name).orElse(null);
        String commit = commit(version);
        return new Evidence(
                version.number(),
                version.facts().model().sha256(),
                version.actor().person(),
                version.stage(),
                version.since(),
                to,
                before,
                validation(version),
                version.driftCheck()
                        .map(check -> new Evidence.DriftCheck(check.time(), check.event()))
                        .orElse(null),
                reviews(version, to, actor),
                commit,
                before == null || commit == null ? null : sibling(model, commit, before),
                now);
    }

    /** What people said in the registry, and after it who let the acting build go on and said nothing there. */
    private static List<Evidence.Review> reviews(Version version, String stage, Actor actor) {
        List<Evidence.Review> reviews = new ArrayList<>();
        for (Version.Recorded<Event.Reviewed> review : Reviews.standing(version, stage)) {
            reviews.add(new Evidence.Review(
                    review.actor().person(),
                    review.event().opinion(),
                    review.time(),
                    review.event().comment()));
        }
        for (String approver : actor.approvers()) {
            if (reviews.stream().noneMatch(review -> review.person().equalsIgnoreCase(approver))) {
                reviews.add(new Evidence.Review(approver, Event.Opinion.APPROVED, null, null));
            }
        }
        return reviews;
    }

    /** The newest version of a commit that stands or stood in a stage, preferably one that has passed; null: there is none. */
    static Evidence.Sibling sibling(Model model, String commit, String before) {
        Set<Integer> stood = model.stood(before);
        Stream<Evidence.Sibling> siblings = model.versions().values().stream()
                .filter(version -> stood.contains(version.number()) && commit.equals(commit(version)))
                .map(version -> new Evidence.Sibling(version.number(), validation(version)));
        return siblings.max(Comparator.comparing((Evidence.Sibling sibling) -> sibling.validation() != null
                                && sibling.validation().passed())
                        .thenComparing(Evidence.Sibling::version))
                .orElse(null);
    }

    private static Evidence.Validation validation(Version version) {
        return version.validation()
                .map(validation -> new Evidence.Validation(validation.time(), validation.event()))
                .orElse(null);
    }

    private static String commit(Version version) {
        return Optional.ofNullable(version.facts().lineage())
                .map(Lineage::code)
                .map(Lineage.Code::commit)
                .orElse(null);
    }
}
