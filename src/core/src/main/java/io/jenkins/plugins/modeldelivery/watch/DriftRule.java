package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * So many of the last drift checks of a stage's champion found at least so much. Only checks since it became the champion
 * count, so that a promotion or rollback begins anew, and only those that compared with the same kind of baseline; those with
 * too few data to say count neither way. Each check that
 * finds as much is an occurrence while the window holds, the one that fills it first: a cool-down thins them out.
 *
 * @param stage whose champion is watched
 * @param level {@code WARNING}, which drift is as well, or {@code DRIFT}
 * @param window how many of how many checks
 */
public record DriftRule(String stage, DriftResult.Level level, Window window) implements Rule {

    /** @throws IllegalArgumentException for another level */
    public DriftRule {
        if (level != DriftResult.Level.WARNING && level != DriftResult.Level.DRIFT) {
            throw new IllegalArgumentException(level + " is nothing to wait for");
        }
    }

    @Override
    public List<Occurrence> after(Model model, long seq) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (Version version : model.versions().values()) {
            for (Version.Recorded<Event.DriftChecked> check : version.driftChecks()) {
                if (check.seq() > seq && found(check)) {
                    Occurrence occurrence = at(model, version, check);
                    if (occurrence != null) {
                        occurrences.add(occurrence);
                    }
                }
            }
        }
        occurrences.sort(Comparator.comparingLong(Occurrence::seq));
        return occurrences;
    }

    /** Null: it fills no window, or the version was not the champion. */
    private Occurrence at(Model model, Version version, Version.Recorded<Event.DriftChecked> check) {
        Reign reign = Reign.at(model, stage, check.seq(), check.time());
        if (reign == null || reign.version() != version.number()) {
            return null;
        }
        DriftHistory.Kind kind = DriftHistory.Kind.of(check.event().baseline());
        List<Version.Recorded<Event.DriftChecked>> counted = DriftHistory.alike(version, kind).stream()
                .filter(other -> other.seq() > reign.since()
                        && other.seq() <= check.seq()
                        && other.event().level() != DriftResult.Level.INSUFFICIENT_DATA)
                .toList();
        List<Version.Recorded<Event.DriftChecked>> last =
                counted.subList(Math.max(0, counted.size() - window.of()), counted.size());
        int bad = (int) last.stream().filter(this::found).count();
        return bad < window.bad()
                ? null
                : new Occurrence(
                        check.seq(),
                        check.time(),
                        version.number(),
                        stage,
                        new Occurrence.Drifted(
                                check.event().level(),
                                check.event().summary(),
                                check.event().data() == null
                                        ? null
                                        : check.event().data().path(),
                                bad,
                                last.size()));
    }

    private boolean found(Version.Recorded<Event.DriftChecked> check) {
        DriftResult.Level found = check.event().level();
        return found == DriftResult.Level.DRIFT || found == level;
    }
}
