package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One input of a model.
 *
 * @param name of the column
 * @param type how its values are understood; of another tool's model as its file says, as {@code tensor(float)}
 * @param values range or categories seen in training, shortened; of another tool's model its shape
 * @param missing share of missing values in training, 0..1; null for another tool's model
 * @param importance share of the model's importance, 0..1; null where the trainer has none
 */
@ExportedBean(defaultVisibility = 999)
public record InputRow(
        @Exported String name,
        @Exported String type,
        @Exported String values,
        @Exported Double missing,
        @Exported Double importance) {

    /** So many categories are named; the others are counted. */
    private static final int NAMED = 6;

    private static final int LONGEST = 40;

    /** Larger whole numbers are rounded like others. */
    private static final double EXACT = 1e9;

    /** Larger result documents are not read for a page: they are no result of the engine. */
    private static final long MAX_RESULT_BYTES = 16L << 20;

    private static final Logger LOGGER = Logger.getLogger(InputRow.class.getName());

    /** The inputs of a version, most important first; empty where its training left no word about them. */
    @NonNull
    static List<InputRow> of(@NonNull ModelName model, @NonNull Version version) {
        BlobRef result = version.facts().documents().get(Harvest.RESULT);
        BlobRef signature = version.facts().documents().get(Harvest.SIGNATURE);
        if (signature != null && signature.bytes() <= MAX_RESULT_BYTES) {
            return ofFile(model, version, signature);
        }
        if (result == null || result.bytes() > MAX_RESULT_BYTES) {
            return List.of();
        }
        try (InputStream in = ModelRegistry.get().open(result)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            TrainResult training = Json.parse(text, TrainResult.class, result.name());
            return training.signature() == null ? List.of() : all(training);
        } catch (IOException e) {
            // The rest of the page is of use without; the registry's own check finds a damaged blob.
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the training result of " + model + " v" + version.number());
            return List.of();
        }
    }

    /** The inputs of another tool's model, in the order of its file. */
    @NonNull
    private static List<InputRow> ofFile(ModelName model, Version version, BlobRef signature) {
        try (InputStream in = ModelRegistry.get().open(signature)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Json.parse(text, FileSignature.class, signature.name()).inputs().stream()
                    .map(input -> new InputRow(
                            shortened(input.name()),
                            shortened(input.type()),
                            input.shape() == null ? "" : shortened(input.shape().toString()),
                            null,
                            null))
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the signature of " + model + " v" + version.number());
            return List.of();
        }
    }

    /** The inputs, most important first. */
    @NonNull
    private static List<InputRow> all(TrainResult result) {
        Map<String, Double> importances = result.importances().stream()
                .collect(Collectors.toMap(
                        TrainResult.Importance::feature, TrainResult.Importance::share, (first, second) -> first));
        return result.signature().inputs().stream()
                .map(field -> new InputRow(
                        field.name(),
                        field.type().toString(),
                        values(field),
                        field.missing(),
                        importances.get(field.name())))
                .sorted(Comparator.comparing(
                        InputRow::importance, Comparator.nullsLast(Comparator.<Double>reverseOrder())))
                .toList();
    }

    /** {@code 12 %}; null where unknown. */
    public String missingPercent() {
        return missing == null ? null : percent(missing);
    }

    /** {@code 12 %}; null where the trainer has none. */
    public String importancePercent() {
        return importance == null ? null : percent(importance);
    }

    private static String percent(double share) {
        double percent = share * 100;
        return (percent == 0 || percent >= 1 ? String.valueOf(Math.round(percent)) : "< 1") + " %";
    }

    private static String values(Signature.Field field) {
        if (field.categories() != null) {
            String named = field.categories().stream()
                    .limit(NAMED)
                    .map(InputRow::shortened)
                    .collect(Collectors.joining(", "));
            int more = field.categories().size() - NAMED;
            return more > 0 ? Messages.InputRow_more(named, String.valueOf(more)) : named;
        }
        return field.min() == null || field.max() == null
                ? ""
                : Messages.InputRow_range(number(field.min()), number(field.max()));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? String.valueOf((long) value)
                : Metric.format(value);
    }

    private static String shortened(String category) {
        return category.length() <= LONGEST ? category : category.substring(0, LONGEST - 1) + "\u2026";
    }
}
