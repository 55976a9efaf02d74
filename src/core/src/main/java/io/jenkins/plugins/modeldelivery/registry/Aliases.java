package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.regex.Pattern;

/**
 * What an alias may be called: the rules of MLflow ({@code mlflow/utils/validation.py}), so that aliases can be mirrored,
 * and no name that means something else where a version is asked for.
 */
final class Aliases {
    private static final int MAX_LENGTH = 255;
    /** Letters and digits of any script, as Python's {@code \w}. */
    private static final Pattern FORM = Pattern.compile("[\\w\\-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern NUMBER = Pattern.compile("[vV]?[0-9]+");

    private Aliases() {}

    /** @throws InputException with {@code alias} as its place */
    static void check(String alias, Stages stages) {
        String advice = "Use letters, digits, '_' and '-', such as 'champion'; at most " + MAX_LENGTH + " characters.";
        if (alias == null || alias.isEmpty()) {
            throw new InputException("The alias is empty", "alias", advice);
        }
        if (alias.length() > MAX_LENGTH) {
            throw new InputException("The alias is " + alias.length() + " characters long", "alias", advice);
        }
        if (!FORM.matcher(alias).matches()) {
            throw new InputException("The alias contains other characters than allowed", "alias", advice);
        }
        if (alias.equalsIgnoreCase("latest") || alias.equalsIgnoreCase(Selector.NEWEST)) {
            throw new InputException(
                    "'" + alias + "' always means the newest version", "alias", "Choose another name.");
        }
        if (NUMBER.matcher(alias).matches()) {
            throw new InputException("'" + alias + "' reads as a version's number", "alias", "Choose another name.");
        }
        if (stages.find(alias).isPresent() || alias.equals(Stages.ARCHIVED)) {
            throw new InputException("'" + alias + "' is a stage", "alias", "Choose another name.");
        }
    }
}
