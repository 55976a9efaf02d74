package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Cost;
import io.jenkins.plugins.modeldelivery.document.InputException;

/** What one kind of row costs as one argument: {@code yes>no=10}, true class, predicted class, cost. */
final class CostSyntax {

    private CostSyntax() {}

    /** @throws InputException if it is none */
    static Cost parse(String text) {
        int equals = text.lastIndexOf('=');
        int arrow = text.indexOf('>');
        if (arrow < 1 || equals < arrow + 2) {
            throw wrong(text, "that is no cost");
        }
        try {
            return new Cost(
                    text.substring(0, arrow).strip(),
                    text.substring(arrow + 1, equals).strip(),
                    Double.parseDouble(text.substring(equals + 1).strip()));
        } catch (NumberFormatException e) {
            throw wrong(text, "'" + text.substring(equals + 1) + "' is no number");
        }
    }

    private static InputException wrong(String text, String what) {
        return new InputException(
                what, "--cost '" + text + "'", "Write true class, predicted class and cost as in 'yes>no=10'.");
    }
}
