package io.jenkins.plugins.modeldelivery.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.pages.Links;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A fact as the pages of a build show it.
 *
 * @param kind what was done, in a word
 * @param subject model and version
 * @param url of its page, relative to the root of Jenkins; null when the current user may not go there
 * @param headline what came out
 * @param icon symbol of how it went
 * @param word how it went, for those who do not see the symbol
 */
public record FactLine(String kind, String subject, String url, String headline, String icon, String word) {

    private static final Logger LOGGER = Logger.getLogger(FactLine.class.getName());

    /** The facts in the same order, as the current user may see them. */
    @NonNull
    public static List<FactLine> all(@NonNull List<ModelFact> facts) {
        return facts.stream().map(FactLine::of).toList();
    }

    private static FactLine of(ModelFact fact) {
        return new FactLine(
                kind(fact.getKind()),
                subject(fact),
                url(fact),
                fact.getHeadline(),
                switch (fact.getLevel()) {
                    case OK -> "symbol-status-blue";
                    case WARNING -> "symbol-status-yellow";
                    case FAILED -> "symbol-status-red";
                },
                switch (fact.getLevel()) {
                    case OK -> Messages.FactLine_ok();
                    case WARNING -> Messages.FactLine_warning();
                    case FAILED -> Messages.FactLine_failed();
                });
    }

    /** {@code team/rain v7}. */
    @NonNull
    static String subject(@NonNull ModelFact fact) {
        String model = fact.currentModel();
        return fact.getVersion() > 0 ? model + " v" + fact.getVersion() : model;
    }

    private static String url(ModelFact fact) {
        try {
            ModelName name = new ModelName(fact.currentModel());
            if (!ModelAccess.has(name, Permissions.VIEW)) {
                return null;
            }
            return fact.getVersion() > 0 ? Links.version(name, fact.getVersion()) : Links.model(name);
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "A build names a model that cannot be");
            return null;
        }
    }

    private static String kind(ModelFact.Kind kind) {
        return switch (kind) {
            case TRAINED -> Messages.FactLine_trained();
            case REGISTERED -> Messages.FactLine_registered();
            case VALIDATED -> Messages.FactLine_validated();
            case DRIFT_CHECKED -> Messages.FactLine_driftChecked();
            case DATA_CHECKED -> Messages.FactLine_dataChecked();
            case SCORED -> Messages.FactLine_scored();
            case PROMOTED -> Messages.FactLine_promoted();
            case ROLLED_BACK -> Messages.FactLine_rolledBack();
            case FETCHED -> Messages.FactLine_fetched();
        };
    }
}
