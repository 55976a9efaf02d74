package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The fields of a model card that people write; the rest of it comes from facts. After Mitchell et al., "Model Cards for
 * Model Reporting" (2019), sections Model Details, Intended Use, Ethical Considerations, Caveats and Recommendations.
 */
public enum CardField {
    PURPOSE("purpose", "Purpose", "What the model is for, in a sentence or two."),
    OWNER("owner", "Owner", "Who answers for it: a team, a person, how to reach them."),
    LICENCE("licence", "Licence", "Under which terms model and data may be used."),
    AUDIENCE("audience", "Audience", "Who is meant to use its predictions."),
    USE_CASES("useCases", "Use cases", "What it is meant for, and what it is not."),
    LIMITATIONS("limitations", "Limitations", "Where it is known to be wrong, and on which data it was never tried."),
    TRADE_OFFS("tradeOffs", "Trade-offs", "What was given up for what: accuracy, speed, fairness, cost of errors."),
    ETHICS("ethics", "Ethics", "Whom it can harm, and what was done about that.");

    /** Longest text, in characters. */
    public static final int MAX_TEXT = 20_000;

    private final String key;
    private final String title;
    private final String hint;

    CardField(String key, String title, String hint) {
        this.key = key;
        this.title = title;
        this.hint = hint;
    }

    /** Its name in events, addresses and forms. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** What belongs into it. */
    public String hint() {
        return hint;
    }

    /** The field of that key. */
    public static Optional<CardField> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    static void check(CardField field, String text) {
        if (text != null && text.length() > MAX_TEXT) {
            throw new InputException(
                    "The field is " + text.length() + " characters long",
                    field.key,
                    "Shorten it to " + MAX_TEXT + " characters, and link to the rest.");
        }
    }
}
