package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The slices of a validation: what is asked for, and what is told of them. */
final class Slices {

    private static final int MOST_COLUMNS = 20;

    private Slices() {}

    /**
     * What the request lists, and the columns that gates name and it does not.
     *
     * @throws InputException if a slice makes no sense or a column is listed twice
     */
    static List<SliceSpec> wanted(ValidateRequest request) {
        Map<String, SliceSpec> wanted = new LinkedHashMap<>();
        for (SliceSpec spec : request.slices()) {
            Parts.check(spec);
            if (wanted.put(spec.column(), spec) != null) {
                throw new InputException(
                        "The column is listed twice", "slices: " + spec.column(), "Say once how it is to be sliced.");
            }
        }
        for (Gate gate : request.gates()) {
            if (gate.slice() != null) {
                wanted.computeIfAbsent(gate.slice(), SliceSpec::new);
            }
        }
        if (wanted.size() > MOST_COLUMNS) {
            throw new InputException(
                    wanted.size() + " columns are to be sliced",
                    "parameter 'slices'",
                    "Name at most " + MOST_COLUMNS + ".");
        }
        return List.copyOf(wanted.values());
    }

    /**
     * The rows by each column.
     *
     * @param truth rows without it were not measured; null: all were
     */
    static List<Parts> of(List<SliceSpec> wanted, Frame frame, Column truth) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        int[] known = IntStream.range(0, frame.rows())
                .filter(r -> truth == null || !truth.missing(r))
                .toArray();
        List<Parts> parts = new ArrayList<>();
        for (SliceSpec spec : wanted) {
            Column column = frame.column(spec.column()).orElseThrow(() -> {
                List<String> names = frame.columns().stream().map(Column::name).toList();
                return new InputException(
                        "There is no column '" + spec.column() + "' to slice by",
                        frame.facts().path(),
                        Nearest.of(spec.column(), names)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("There are "
                                        + String.join(", ", names.subList(0, Math.min(10, names.size())))
                                        + (names.size() > 10 ? ", ..." : "") + "."));
            });
            parts.add(Parts.of(spec, column, known));
        }
        return parts;
    }

    /** What is told of them. */
    static List<Slicing> of(List<Parts> parts, Map<String, List<Subject>> subjects) {
        return parts.stream()
                .map(column -> {
                    List<Subject> slices = subjects.get(column.spec().column());
                    return new Slicing(
                            column.spec().column(),
                            column.spec().minRows(),
                            slices.stream().map(Slices::slice).toList(),
                            column.others(),
                            column.otherRows(),
                            gaps(slices));
                })
                .toList();
    }

    private static Slicing.Slice slice(Subject subject) {
        Map<String, Interval> intervals =
                subject.candidate().resamples().isEmpty() ? null : Bootstrap.intervals(subject.candidate());
        return new Slicing.Slice(
                subject.slice(),
                subject.rows(),
                subject.enough(),
                subject.candidate().metrics(),
                intervals,
                subject.baseline() == null ? null : subject.baseline().metrics());
    }

    private static Map<String, Slicing.Gap> gaps(List<Subject> slices) {
        List<Subject> enough = slices.stream().filter(Subject::enough).toList();
        Map<String, Slicing.Gap> gaps = new LinkedHashMap<>();
        for (Subject any : enough) {
            any.candidate().metrics().keySet().forEach(metric -> {
                if (!gaps.containsKey(metric)) {
                    Slicing.Gap gap = gap(enough, metric);
                    if (gap != null) {
                        gaps.put(metric, gap);
                    }
                }
            });
        }
        return gaps;
    }

    private static Slicing.Gap gap(List<Subject> slices, String metric) {
        Subject lowest = null;
        Subject highest = null;
        int count = 0;
        for (Subject slice : slices) {
            Double value = slice.candidate().metrics().get(metric);
            if (value != null) {
                count++;
                lowest = lowest == null || value < lowest.candidate().metrics().get(metric) ? slice : lowest;
                highest =
                        highest == null || value > highest.candidate().metrics().get(metric) ? slice : highest;
            }
        }
        return count < 2
                ? null
                : new Slicing.Gap(
                        highest.candidate().metrics().get(metric)
                                - lowest.candidate().metrics().get(metric),
                        lowest.slice(),
                        highest.slice());
    }
}
