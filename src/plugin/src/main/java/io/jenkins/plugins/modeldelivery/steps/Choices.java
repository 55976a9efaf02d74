package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What a form offers for a field: what the registry has, as far as the current user may see it and may save the form. The
 * fields take other values, too.
 */
final class Choices {

    private static final Logger LOGGER = Logger.getLogger(Choices.class.getName());

    /** More would be no help to anybody. */
    private static final int MOST = 500;

    /** A larger one is not read for a form. */
    private static final long MAX_RESULT_BYTES = 16L << 20;

    private final Item item;

    /** @param item the job; null: none is known */
    Choices(@CheckForNull Item item) {
        this.item = item;
    }

    /** All models, as one names them in the job: those of its folder and below relative to it. */
    @NonNull
    ComboBoxModel models() {
        if (!FieldCheck.mayConfigure(item)) {
            return new ComboBoxModel();
        }
        try {
            return of(ModelAccess.namesFor(item).stream());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot list the models for a form", e);
            return new ComboBoxModel();
        }
    }

    @NonNull
    ComboBoxModel stages() {
        return FieldCheck.mayConfigure(item) ? of(ModelRegistry.stages().names().stream()) : new ComboBoxModel();
    }

    /** Numbers of a model's versions, the newest first. */
    @NonNull
    ComboBoxModel versions(@CheckForNull String model) {
        return of(find(model).stream().flatMap(Choices::numbers));
    }

    @NonNull
    ComboBoxModel aliases(@CheckForNull String model) {
        return of(find(model).stream().flatMap(found -> found.aliases().keySet().stream()));
    }

    /** Whatever names a version: stages, aliases, numbers. */
    @NonNull
    ComboBoxModel selectors(@CheckForNull String model) {
        return of(Stream.concat(
                stages().stream(),
                find(model).stream()
                        .flatMap(found -> Stream.concat(found.aliases().keySet().stream(), numbers(found)))));
    }

    /** The columns that the newest version of a model learned from. */
    @NonNull
    ComboBoxModel inputs(@CheckForNull String model) {
        return of(signature(model).stream().flatMap(s -> s.inputs().stream()).map(Signature.Field::name));
    }

    /** The column that the newest version of a model predicts. */
    @NonNull
    ComboBoxModel target(@CheckForNull String model) {
        return of(signature(model).stream().map(Signature::target).filter(Objects::nonNull));
    }

    /** The classes that the newest version of a model predicts. */
    @NonNull
    ComboBoxModel classes(@CheckForNull String model) {
        return of(signature(model).stream()
                .map(Signature::output)
                .map(Signature.Field::categories)
                .filter(categories -> categories != null)
                .flatMap(Collection::stream));
    }

    /** The model of that name; empty if there is none for the current user, or while the name is half typed. */
    @NonNull
    Optional<Model> find(@CheckForNull String model) {
        if (model == null || model.isBlank() || !FieldCheck.mayConfigure(item)) {
            return Optional.empty();
        }
        try {
            return ModelAccess.find(ModelName.resolve(model.strip(), ModelAccess.folder(item)));
        } catch (InputException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the model " + model + " for a form");
            return Optional.empty();
        }
    }

    /** As the training of the newest version left it; empty where another tool made it. */
    private Optional<Signature> signature(String model) {
        Optional<BlobRef> result = find(model)
                .flatMap(Model::newest)
                .map(version -> version.facts().documents().get(Harvest.RESULT));
        if (result.isEmpty() || result.get().bytes() > MAX_RESULT_BYTES) {
            return Optional.empty();
        }
        try (InputStream in = ModelRegistry.get().open(result.get())) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Json.parse(text, Result.class, Result.FILE) instanceof TrainResult training
                    ? Optional.of(training.signature())
                    : Optional.empty();
        } catch (IOException | InputException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read what the training of model " + model + " left");
            return Optional.empty();
        }
    }

    private static Stream<String> numbers(Model model) {
        return model.versions().keySet().stream()
                .sorted(Collections.reverseOrder())
                .map(String::valueOf);
    }

    private static ComboBoxModel of(Stream<String> values) {
        ComboBoxModel choices = new ComboBoxModel();
        values.distinct().limit(MOST).forEach(choices::add);
        return choices;
    }
}
