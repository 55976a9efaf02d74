package io.jenkins.plugins.modeldelivery.parameter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong with the parameters of a step, so that the user hears of all of it at once. */
public final class Mistakes {

    /** Heap sizes as {@code java -Xmx} takes them. */
    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[kKmMgGtT]?");

    private final List<Problem> problems = new ArrayList<>();

    /** Parameters whose arguments were left out: that they are missing is no news. */
    private final Set<String> unusable = new HashSet<>();

    /**
     * Notes an argument that is left out because nothing can be made of it; what follows from that is not told as well.
     *
     * @param parameter which is wrong
     * @param what is wrong with it, one sentence without its full stop
     * @param advice what to do; may be null
     */
    public void unusable(@NonNull String parameter, @NonNull String what, @CheckForNull String advice) {
        problems.add(new Problem(what, parameter, advice));
        unusable.add(parameter);
    }

    /** How many there are so far. */
    int count() {
        return problems.size();
    }

    /** Adds all that another collection holds. */
    public void addAll(@NonNull Mistakes others) {
        problems.addAll(others.problems);
        unusable.addAll(others.unusable);
    }

    /**
     * @param parameter which is wrong
     * @param what is wrong with it, one sentence without its full stop
     * @param advice what to do; may be null
     */
    public void add(@NonNull String parameter, @NonNull String what, @CheckForNull String advice) {
        if (!unusable.contains(parameter)) {
            problems.add(new Problem(what, parameter, advice));
        }
    }

    /** Adds what another check found. */
    public void add(@NonNull Problem problem) {
        problems.add(problem);
    }

    /** The parameter must have a value that is not blank. */
    public void required(@NonNull String parameter, @CheckForNull String value) {
        if (value == null || value.isBlank()) {
            add(parameter, "is missing", null);
        }
    }

    /** The parameter, if given, must be one of the known values; the nearest one is advised. */
    public void oneOf(@NonNull String parameter, @CheckForNull String value, @NonNull Collection<String> known) {
        if (value != null && !known.contains(value)) {
            add(parameter, "there is no '" + value + "'", Nearest.advice(value, known, "choices"));
        }
    }

    /** The parameter, if given, must lie strictly between two numbers. */
    public void between(@NonNull String parameter, @CheckForNull Double value, double low, double high) {
        if (value != null && !(value > low && value < high)) {
            add(parameter, value + " is not between " + low + " and " + high, null);
        }
    }

    /** The parameter, if given, must be at least so much. */
    public void atLeast(@NonNull String parameter, @CheckForNull Number value, double low) {
        if (value != null && !(value.doubleValue() >= low)) {
            add(parameter, value + " is less than " + low, null);
        }
    }

    /** The parameter, if given, must be a heap size. */
    public void memory(@CheckForNull String value) {
        if (value != null && !MEMORY.matcher(value).matches()) {
            add("memory", "'" + value + "' is no size", "Write for example 512m or 4g");
        }
    }

    /** The parameter must name a model, relative to the folder. */
    public void model(@CheckForNull String value, @NonNull String folder) {
        required("model", value);
        if (value != null && !value.isBlank()) {
            try {
                ModelName.resolve(value, folder);
            } catch (InputException e) {
                problems.add(e.problem());
            }
        }
    }

    /** One sentence a mistake. */
    @NonNull
    public List<String> sentences() {
        return problems.stream().map(Problem::sentence).toList();
    }

    /**
     * @param step name of the step
     * @throws AbortException that lists all mistakes, if there are any
     */
    public void throwIfAny(@NonNull String step) throws AbortException {
        if (problems.size() == 1) {
            throw new AbortException(step + ": " + problems.get(0).sentence());
        }
        if (!problems.isEmpty()) {
            throw new AbortException(step + ": " + problems.size() + " parameters need another value\n  "
                    + String.join("\n  ", sentences()));
        }
    }
}
