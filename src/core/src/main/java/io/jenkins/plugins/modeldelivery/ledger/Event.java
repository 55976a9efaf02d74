package io.jenkins.plugins.modeldelivery.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One fact about a model. The JSON names the kind in the field {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.ModelCreated.class, name = "ModelCreated"),
    @JsonSubTypes.Type(value = Event.VersionRegistered.class, name = "VersionRegistered"),
    @JsonSubTypes.Type(value = Event.VersionValidated.class, name = "VersionValidated"),
    @JsonSubTypes.Type(value = Event.DriftChecked.class, name = "DriftChecked"),
    @JsonSubTypes.Type(value = Event.Transitioned.class, name = "Transitioned"),
    @JsonSubTypes.Type(value = Event.AliasSet.class, name = "AliasSet"),
    @JsonSubTypes.Type(value = Event.AliasRemoved.class, name = "AliasRemoved"),
    @JsonSubTypes.Type(value = Event.TailCut.class, name = "TailCut")
})
public sealed interface Event {

    /**
     * The first event of every ledger.
     *
     * @param model full name
     * @param format version of the ledger format
     */
    record ModelCreated(String model, int format) implements Event {}

    /**
     * A version exists from here on.
     *
     * @param version number, one more than the highest ever given
     * @param stage where it stands at first; part of the fact, so that configuring other stages later rewrites no history
     * @param format {@code model-delivery}, {@code onnx}, {@code tribuo} or {@code other}
     * @param model the model file
     * @param documents further files by role: {@code result} (the training result), {@code report} (HTML)
     * @param task what it predicts; null when not known
     * @param target the column it predicts; null when not known
     * @param metrics on the rows held out at training, or as given
     * @param lineage where it comes from
     * @param description free text; may be null
     * @param tags key-value notes
     * @param key idempotence: a second registration with the same key returns the first one's version; may be null
     */
    record VersionRegistered(
            int version,
            String stage,
            String format,
            BlobRef model,
            Map<String, BlobRef> documents,
            Task task,
            String target,
            Map<String, Double> metrics,
            Lineage lineage,
            String description,
            Map<String, String> tags,
            String key)
            implements Event {
        public VersionRegistered {
            documents = documents == null ? Map.of() : Map.copyOf(documents);
            metrics = metrics == null
                    ? Map.of()
                    : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
            tags = tags == null ? Map.of() : Map.copyOf(tags);
        }
    }

    /**
     * A version was evaluated.
     *
     * @param version the candidate
     * @param modelSha256 digest of what was evaluated
     * @param data on which rows; null when not known
     * @param metrics the candidate's
     * @param baselineVersion null: none
     * @param baselineMetrics the baseline's on the same rows; null: none
     * @param gates decisions
     * @param passed whether no gate failed and none lacked data
     * @param documents files by role: {@code result}, {@code report}
     */
    record VersionValidated(
            int version,
            String modelSha256,
            DataFacts data,
            Map<String, Double> metrics,
            Integer baselineVersion,
            Map<String, Double> baselineMetrics,
            List<GateDecision> gates,
            boolean passed,
            Map<String, BlobRef> documents)
            implements Event {
        public VersionValidated {
            metrics = metrics == null
                    ? Map.of()
                    : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
            gates = gates == null ? List.of() : List.copyOf(gates);
            documents = documents == null ? Map.of() : Map.copyOf(documents);
        }
    }

    /**
     * Data was compared with a version's training profile.
     *
     * @param version whose profile
     * @param stage it stood in; may be null
     * @param data which rows
     * @param level the verdict
     * @param summary the verdict as one sentence
     * @param columns distance by column that drifts or warns
     * @param documents files by role: {@code result}, {@code report}
     */
    record DriftChecked(
            int version,
            String stage,
            DataFacts data,
            DriftResult.Level level,
            String summary,
            Map<String, Double> columns,
            Map<String, BlobRef> documents)
            implements Event {
        public DriftChecked {
            columns = columns == null
                    ? Map.of()
                    : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
            documents = documents == null ? Map.of() : Map.copyOf(documents);
        }
    }

    /**
     * A version moved between stages, and by the same event the version it replaced moved, too.
     *
     * @param kind {@code promote}, {@code rollback} or {@code archive}
     * @param version which one moved
     * @param from stage it left; never null
     * @param to stage it entered
     * @param replaced the version that stood in {@code to} before; null: none
     * @param replacedTo stage the replaced version entered; null: none was replaced
     * @param reason why; may be null
     */
    record Transitioned(
            String kind, int version, String from, String to, Integer replaced, String replacedTo, String reason)
            implements Event {}

    /**
     * @param alias movable name
     * @param version it names from here on
     */
    record AliasSet(String alias, int version) implements Event {}

    /** @param alias no longer names anything */
    record AliasRemoved(String alias) implements Event {}

    /**
     * A torn last line, left by a crash and never acknowledged, was cut off.
     *
     * @param bytes how many
     * @param kept name of the file they were kept in, beside the ledger
     * @param found when
     */
    record TailCut(long bytes, String kept, Instant found) implements Event {}
}
