package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelCard;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the model card, and writes its free fields. */
@Command(
        name = "card",
        description = {
            "Show a model's card as Markdown, or write free fields of it: purpose, owner, licence, audience, useCases,"
                    + " limitations, tradeOffs, ethics.",
            "The rest of the card comes from the ledger. An empty text empties a field; every edit is kept."
        })
final class CardCommand extends RegistryCall {

    @Parameters(index = "0", paramLabel = "MODEL", description = "Full name of the model.")
    private String model;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FIELD=TEXT", description = "Fields to write.")
    private List<String> fields = List.of();

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        Map<CardField, String> texts = texts();
        try (Registry registry = texts.isEmpty() ? openForReading() : openExisting()) {
            if (!texts.isEmpty()) {
                registry.changes(name, actor()).editCard(texts);
            }
            Model now = registry.get(name);
            ModelCard card = ModelCard.of(now, registry.stages(name));
            card.markdown().lines().forEach(console()::line);
            answer(card);
        }
        return ExitCode.OK;
    }

    private Map<CardField, String> texts() {
        Map<CardField, String> texts = new LinkedHashMap<>();
        List<String> known =
                Arrays.stream(CardField.values()).map(CardField::key).toList();
        for (String field : fields) {
            int sign = field.indexOf('=');
            String key = sign < 0 ? field : field.substring(0, sign);
            CardField found = CardField.of(key)
                    .orElseThrow(() -> new InputException(
                            "'" + key + "' is no field of a model card",
                            "fields",
                            Nearest.advice(key, known, "fields")));
            if (sign < 0) {
                throw new InputException("'" + field + "' has no '='", "fields", "Write FIELD=TEXT.");
            }
            texts.put(found, field.substring(sign + 1));
        }
        return texts;
    }
}
