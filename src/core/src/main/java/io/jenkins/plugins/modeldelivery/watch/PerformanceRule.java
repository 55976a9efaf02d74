package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A stage's champion does worse on new labelled data than it did when it came there: in so many of its last validations a
 * metric was worse by more than so much, in the metric's own direction. What it did then is what its last validation before
 * it entered says, or, without one, what it was registered with. Validations that do not measure the metric count neither
 * way.
 *
 * @param stage whose champion is watched
 * @param metric which
 * @param maxDrop how much worse it may be, in the unit of the metric; at least 0
 * @param window how many of how many validations
 */
public record PerformanceRule(String stage, Metric metric, double maxDrop, Window window) implements Rule {

    /** @throws InputException with {@code maxDrop} or {@code metric} as its place */
    public PerformanceRule {
        if (!metric.better()) {
            throw new InputException(
                    "more of " + metric.id() + " is neither better nor worse", "metric", "Choose another metric.");
        }
        if (!(maxDrop >= 0) || Double.isInfinite(maxDrop)) {
            throw new InputException(
                    maxDrop + " is no loss that can be allowed",
                    "maxDrop",
                    "Give a number of at least 0, such as 0.02.");
        }
    }

    @Override
    public List<Occurrence> after(Model model, long seq) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (Version version : model.versions().values()) {
            for (Version.Recorded<Event.VersionValidated> validation : version.validations()) {
                if (validation.seq() > seq && value(validation.event().metrics()) != null) {
                    Occurrence occurrence = at(model, version, validation);
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
    private Occurrence at(Model model, Version version, Version.Recorded<Event.VersionValidated> validation) {
        Reign reign = Reign.at(model, stage, validation.seq(), validation.time());
        if (reign == null || reign.version() != version.number()) {
            return null;
        }
        Double before = before(version, reign.since());
        if (before == null || !worse(before, value(validation.event().metrics()))) {
            return null;
        }
        List<Double> counted = version.validations().stream()
                .filter(other -> other.seq() > reign.since() && other.seq() <= validation.seq())
                .map(other -> value(other.event().metrics()))
                .filter(value -> value != null)
                .toList();
        List<Double> last = counted.subList(Math.max(0, counted.size() - window.of()), counted.size());
        int bad = (int) last.stream().filter(value -> worse(before, value)).count();
        return bad < window.bad()
                ? null
                : new Occurrence(
                        validation.seq(),
                        validation.time(),
                        version.number(),
                        stage,
                        new Occurrence.Degraded(
                                metric.id(),
                                before,
                                value(validation.event().metrics()),
                                validation.event().data() == null
                                        ? null
                                        : validation.event().data().path(),
                                bad,
                                last.size()));
    }

    /** What it had when it entered; null: not known. */
    private Double before(Version version, long entered) {
        Double known = value(version.facts().metrics());
        for (Version.Recorded<Event.VersionValidated> validation : version.validations()) {
            Double measured = value(validation.event().metrics());
            if (validation.seq() < entered && measured != null) {
                known = measured;
            }
        }
        return known;
    }

    private Double value(Map<String, Double> metrics) {
        Double value = metrics.get(metric.id());
        return value == null || !Double.isFinite(value) ? null : value;
    }

    /** By more than allowed; in decimals, so that 0.88 is not more than 0.02 below 0.9. */
    private boolean worse(double before, double now) {
        BigDecimal change = BigDecimal.valueOf(now).subtract(BigDecimal.valueOf(before));
        BigDecimal loss = metric.higherIsBetter() ? change.negate() : change;
        return loss.compareTo(BigDecimal.valueOf(maxDrop)) > 0;
    }
}
