package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;

/** Checks the fields of the configuration forms while somebody fills them in. */
final class Fields {

    private Fields() {}

    /**
     * What a check finds, for those who may save the form; nothing for others.
     *
     * @param item the folder that is configured; null: Jenkins as a whole
     * @param check throws an {@link InputException} for a mistake
     */
    @NonNull
    static FormValidation check(@CheckForNull Item item, @NonNull Runnable check) {
        if (!FieldCheck.mayConfigure(item)) {
            return FormValidation.ok();
        }
        try {
            check.run();
            return FormValidation.ok();
        } catch (InputException e) {
            // The form shows where.
            Problem problem = e.problem();
            return FormValidation.error(new Problem(problem.what(), null, problem.advice()).sentence());
        }
    }

    /** The whole number that somebody typed; null: none. */
    @CheckForNull
    static Integer number(@CheckForNull String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new InputException("'" + text.strip() + "' is no whole number", null, null);
        }
    }

    /** The number that somebody typed; null: none. */
    @CheckForNull
    static Double decimal(@CheckForNull String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new InputException("'" + text.strip() + "' is no number", null, null);
        }
    }

    /** The number that somebody typed into another field, which tells itself if it is none; null: none. */
    @CheckForNull
    static Double decimalOrNone(@CheckForNull String text) {
        try {
            return decimal(text);
        } catch (InputException e) {
            return null;
        }
    }

    /** The whole number that somebody typed; 0: none. */
    static int numberOrZero(@CheckForNull String text) {
        Integer number = number(text);
        return number == null ? 0 : number;
    }
}
