package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the registry keeps of an engine's result: the same for the command line and for a build. */
public final class Harvest {

    /** Format of the engine's own model files. */
    public static final String FORMAT = "model-delivery";

    /** Role of the result document among a version's or event's files. */
    public static final String RESULT = "result";

    /** Role of the HTML report. */
    public static final String REPORT = "report";

    /** Role of the summary of the data that a drift check saw. */
    public static final String PROFILE = "profile";

    /** A ledger line stays short: of more columns only the worst are kept. */
    private static final int MOST_SEVERITIES = 200;

    /** Role of the inputs and outputs of a model that another tool made. */
    public static final String SIGNATURE = "signature";

    private Harvest() {}

    /**
     * A version to register.
     *
     * @param result of the training
     * @param model the stored model file
     * @param documents the stored result and report, by role
     * @param code where the code comes from; null when not known
     * @param build which build trained it; null when none did
     * @param description free text; may be null
     * @param tags may be null
     * @param key for idempotence; may be null
     */
    public static NewVersion version(
            TrainResult result,
            BlobRef model,
            Map<String, BlobRef> documents,
            Lineage.Code code,
            Lineage.Build build,
            String description,
            Map<String, String> tags,
            String key) {
        List<DataFacts> data = new ArrayList<>();
        data.add(result.data());
        if (result.testData() != null) {
            data.add(result.testData());
        }
        return new NewVersion(
                FORMAT,
                model,
                documents,
                result.task(),
                result.target(),
                result.evaluation().metrics(),
                new Lineage(
                        code,
                        build,
                        data,
                        result.trainer(),
                        result.seed(),
                        result.run().engine()),
                description,
                tags,
                key);
    }

    /** A validation to record. */
    public static Event.VersionValidated validated(
            ValidationResult result, int version, Map<String, BlobRef> documents) {
        return new Event.VersionValidated(
                version,
                result.modelSha256(),
                result.data(),
                result.evaluation().metrics(),
                result.baselineVersion(),
                result.baseline() == null ? null : result.baseline().metrics(),
                result.gates(),
                result.passed(),
                documents);
    }

    private static double rounded(double severity) {
        return Math.round(severity * 1000) / 1000.0;
    }

    /** A drift check to record; of the columns only those that warn or drift. */
    public static Event.DriftChecked checked(
            DriftResult result, int version, String stage, Map<String, BlobRef> documents) {
        Map<String, Double> columns = new LinkedHashMap<>();
        for (DriftResult.Column column : result.columns()) {
            if (column.level() == DriftResult.Level.DRIFT || column.level() == DriftResult.Level.WARNING) {
                columns.put(column.name(), column.distance());
            }
        }
        Map<String, Double> severities = new LinkedHashMap<>();
        result.columns().stream()
                .filter(c -> c.drift() > 0 && Double.isFinite(c.distance()))
                .sorted(Comparator.comparingDouble(c -> -c.distance() / c.drift()))
                .limit(MOST_SEVERITIES)
                .forEach(c -> severities.put(c.name(), rounded(c.distance() / c.drift())));
        DriftResult.Baseline baseline = result.baseline();
        return new Event.DriftChecked(
                version,
                stage,
                result.data(),
                result.level(),
                result.summary(),
                columns,
                documents,
                baseline == null || baseline.kind().equals(DriftResult.Baseline.TRAINING) ? null : baseline.words(),
                severities);
    }
}
