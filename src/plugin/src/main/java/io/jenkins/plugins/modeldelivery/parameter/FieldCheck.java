package io.jenkins.plugins.modeldelivery.parameter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/** Checks a field of a job's form while somebody fills it in, in the words that a build would use. */
public final class FieldCheck {

    private FieldCheck() {}

    /** Whether the current user may save the form. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /**
     * What a check finds; nothing for those who may not save the form, and nothing where variables of a build have to say
     * first what the value is.
     *
     * @param item the job; null: none is known
     * @param value as typed
     * @param check what is done with it
     */
    @NonNull
    public static FormValidation text(
            @CheckForNull Item item, @CheckForNull String value, @NonNull Consumer<Mistakes> check) {
        if (!mayConfigure(item) || value != null && value.contains("$")) {
            return FormValidation.ok();
        }
        Mistakes mistakes = new Mistakes();
        check.accept(mistakes);
        return verdict(mistakes);
    }

    /**
     * Like {@link #text} for a field that takes a number, or nothing.
     *
     * @param parameter name of the field
     * @param check gets the number, never null
     */
    @NonNull
    public static FormValidation number(
            @CheckForNull Item item,
            @NonNull String parameter,
            @CheckForNull String value,
            @NonNull BiConsumer<Mistakes, Double> check) {
        String typed = value == null ? "" : value.strip();
        if (typed.isEmpty() || !mayConfigure(item)) {
            return FormValidation.ok();
        }
        Mistakes mistakes = new Mistakes();
        Double number = null;
        try {
            number = Double.valueOf(typed);
        } catch (NumberFormatException e) {
            mistakes.add(parameter, "'" + typed + "' is no number", "Write it with a point, for example 0.5");
        }
        if (number != null) {
            if (Double.isFinite(number)) {
                check.accept(mistakes, number);
            } else {
                mistakes.add(parameter, "'" + typed + "' is no finite number", null);
            }
        }
        return verdict(mistakes);
    }

    /** Like {@link #number}, for whole numbers from a smallest one on. */
    @NonNull
    public static FormValidation wholeNumber(
            @CheckForNull Item item, @NonNull String parameter, @CheckForNull String value, double smallest) {
        return number(item, parameter, value, (mistakes, number) -> {
            if (number != Math.rint(number)) {
                mistakes.add(parameter, "'" + value + "' is no whole number", null);
            } else {
                mistakes.atLeast(parameter, number.longValue(), smallest);
            }
        });
    }

    private static FormValidation verdict(Mistakes mistakes) {
        return mistakes.sentences().isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(String.join("\n", mistakes.sentences()));
    }
}
