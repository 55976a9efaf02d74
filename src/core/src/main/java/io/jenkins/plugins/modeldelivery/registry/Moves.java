package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which moves between stages are allowed, and what exactly they do: pure functions of a model's state. Every move, and
 * that of the version it replaces, is one event, so at no line of a ledger do two champions stand in one stage.
 */
final class Moves {
    private static final String PROMOTE = "promote";
    private static final String ROLLBACK = "rollback";
    private static final String ARCHIVE = "archive";

    private Moves() {}

    /**
     * A promotion goes forward, or out of the archive into a stage that does not demand order. A version that stood in the
     * target before passes the same policy again: coming back without being asked is what a rollback is for.
     */
    static Event.Transitioned promote(
            Model model, int number, String to, String reason, Stages stages, Actor actor, Instant now)
            throws RegistryException {
        Version version = version(model, number);
        if (to.equals(Stages.ARCHIVED)) {
            throw new RegistryException(
                    "'" + Stages.ARCHIVED + "' is no stage to promote to. Archive the version instead.");
        }
        Stage stage = stages.get(to);
        notThere(model, version, to);
        if (stages.index(version.stage()) > stages.index(to)) {
            throw new RegistryException("Version " + number + " of '" + model.name() + "' stands in " + version.stage()
                    + ", which comes after " + to + "; a promotion goes forward. To take it out of " + version.stage()
                    + ", roll " + version.stage() + " back or archive the version.");
        }
        List<String> missing = stage.policy().missing(EvidenceOf.version(model, version, to, stages, actor, now));
        if (!missing.isEmpty()) {
            throw new PolicyViolation(model.name(), number, to, missing);
        }
        return move(model, PROMOTE, version, stage, reason);
    }

    /**
     * A rollback brings back a version that stood in the stage before, and asks no policy. Without a number it is the one
     * that preceded the champion and was not itself rolled back from: rolling back twice goes back two champions, not back
     * to the one that was just found to be bad.
     */
    static Event.Transitioned rollback(Model model, String to, Integer number, String reason, Stages stages)
            throws RegistryException {
        Stage stage = stages.get(to);
        TreeSet<Integer> stood = new TreeSet<>(model.stood(to));
        Version version;
        if (number != null) {
            version = version(model, number);
            if (!stood.contains(number)) {
                throw new RegistryException("Version " + number + " of '" + model.name() + "' never stood in " + to
                        + ", so nothing can be rolled back to it"
                        + (stood.isEmpty() ? "." : "; these did: " + numbers(stood) + ".")
                        + " Promote it to bring it there.");
            }
        } else {
            if (!stage.single()) {
                throw new RegistryException("Many versions stand in " + to
                        + " side by side, so there is none before the champion. Say which version should come back.");
            }
            version = standby(model, to)
                    .orElseThrow(() -> new RegistryException("No version of '" + model.name() + "' stood in " + to
                            + (model.champion(to).isPresent() ? " before the present one" : " before")
                            + ", so there is nothing to roll back to."));
        }
        if (version.stage().equals(to) && stage.single()) {
            return fallBack(model, version, to, reason);
        }
        notThere(model, version, to);
        if (stages.index(version.stage()) > stages.index(to)) {
            throw new RegistryException("Version " + version.number() + " of '" + model.name() + "' stands in "
                    + version.stage() + " now; rolling " + to + " back to it would take it away from there. "
                    + "Name another version.");
        }
        return move(model, ROLLBACK, version, stage, reason);
    }

    /**
     * Rolls a stage that keeps replaced champions back to one of them: it stands there already and enters once more, and
     * the champion leaves.
     */
    private static Event.Transitioned fallBack(Model model, Version standby, String stage, String reason)
            throws RegistryException {
        Version champion = model.champion(stage).orElseThrow();
        if (champion.number() == standby.number()) {
            notThere(model, standby, stage);
        }
        return new Event.Transitioned(
                ROLLBACK, standby.number(), stage, stage, champion.number(), Stages.ARCHIVED, reason);
    }

    /** @throws RegistryException if a version must not be deleted as it stands; says what to do before */
    static void deletable(Model model, Version version, Stages stages) throws RegistryException {
        String which = "Version " + version.number() + " of '" + model.name() + "'";
        if (stages.index(version.stage()) > 0) {
            throw new RegistryException(which + " stands in " + version.stage()
                    + ", so it is not deleted. Archive it first, or promote another in its place.");
        }
        if (!version.aliases().isEmpty()) {
            throw new RegistryException(which + " is named by the alias " + String.join(", ", version.aliases())
                    + ", so it is not deleted. Remove the alias first, or let it name another version.");
        }
    }

    /** What the deletion of a model with all its versions says. */
    static List<Event> deletion(Model model, String reason, Stages stages) throws RegistryException {
        List<Event> events = new ArrayList<>();
        for (Version version : model.versions().values()) {
            deletable(model, version, stages);
            events.add(new Event.VersionDeleted(version.number(), reason));
        }
        events.add(new Event.ModelDeleted(reason));
        return events;
    }

    /** Takes a version out of its stage; the stage may then be empty. */
    static Event.Transitioned archive(Model model, int number, String reason) throws RegistryException {
        Version version = version(model, number);
        notThere(model, version, Stages.ARCHIVED);
        return new Event.Transitioned(ARCHIVE, number, version.stage(), Stages.ARCHIVED, null, null, reason);
    }

    /** The version, or an error that says which there are. */
    static Version version(Model model, int number) throws RegistryException {
        return model.version(number)
                .orElseThrow(() -> new NotFound("Model '" + model.name() + "' has no version " + number + "; "
                        + (model.versions().isEmpty()
                                ? "it has none yet."
                                : "its versions are "
                                        + numbers(new TreeSet<>(model.versions().keySet())) + ".")));
    }

    /**
     * The version that a rollback of the stage would bring back. Champions of the stage, the present one last, are a stack:
     * entering puts a version on top, a rollback first takes off what lies above the version it brings back, and a version
     * that leaves by its own move is taken out.
     */
    static Optional<Version> standby(Model model, String stage) {
        List<Integer> champions = new ArrayList<>();
        for (Version version : model.versions().values()) {
            if (version.facts().stage().equals(stage)) {
                champions.add(version.number());
            }
        }
        for (Version.Recorded<Event.Transitioned> recorded : model.transitions()) {
            Event.Transitioned event = recorded.event();
            Integer version = event.version();
            if (event.from().equals(stage) && !event.to().equals(stage)) {
                champions.remove(version);
            } else if (event.to().equals(stage)) {
                int place = champions.indexOf(version);
                if (event.kind().equals(ROLLBACK) && place >= 0) {
                    champions.subList(place, champions.size()).clear();
                }
                champions.remove(version);
                champions.add(version);
            }
        }
        Optional<Version> champion = model.champion(stage);
        for (int i = champions.size() - 1; i >= 0; i--) {
            Version version = model.versions().get(champions.get(i));
            if (version != null && !champion.equals(Optional.of(version))) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private static Event.Transitioned move(Model model, String kind, Version version, Stage to, String reason) {
        Optional<Version> champion = to.evicts() ? model.champion(to.name()) : Optional.empty();
        return new Event.Transitioned(
                kind,
                version.number(),
                version.stage(),
                to.name(),
                champion.map(Version::number).orElse(null),
                champion.map(c -> Stages.ARCHIVED).orElse(null),
                reason);
    }

    private static void notThere(Model model, Version version, String stage) throws RegistryException {
        if (version.stage().equals(stage)) {
            throw new RegistryException("Version " + version.number() + " of '" + model.name() + "' stands in " + stage
                    + " already, since " + version.since() + ".");
        }
    }

    /** {@code 1 to 7}, or all of them if there are gaps. */
    private static String numbers(TreeSet<Integer> numbers) {
        int first = numbers.first();
        int last = numbers.last();
        if (numbers.size() > 2 && last - first + 1 == numbers.size()) {
            return first + " to " + last;
        }
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
