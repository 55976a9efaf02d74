package io.jenkins.plugins.modeldelivery.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One fact about a model, in its ledger, or about the registry as a whole, in that of the registry. The JSON names the kind in the field {@code type}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.ModelCreated.class, name = "ModelCreated"),
    @JsonSubTypes.Type(value = Event.VersionRegistered.class, name = "VersionRegistered"),
    @JsonSubTypes.Type(value = Event.VersionValidated.class, name = "VersionValidated"),
    @JsonSubTypes.Type(value = Event.DriftChecked.class, name = "DriftChecked"),
    @JsonSubTypes.Type(value = Event.Transitioned.class, name = "Transitioned"),
    @JsonSubTypes.Type(value = Event.AliasSet.class, name = "AliasSet"),
    @JsonSubTypes.Type(value = Event.AliasRemoved.class, name = "AliasRemoved"),
    @JsonSubTypes.Type(value = Event.Reviewed.class, name = "Reviewed"),
    @JsonSubTypes.Type(value = Event.TagSet.class, name = "TagSet"),
    @JsonSubTypes.Type(value = Event.TagRemoved.class, name = "TagRemoved"),
    @JsonSubTypes.Type(value = Event.CardEdited.class, name = "CardEdited"),
    @JsonSubTypes.Type(value = Event.VersionDeleted.class, name = "VersionDeleted"),
    @JsonSubTypes.Type(value = Event.ModelDeleted.class, name = "ModelDeleted"),
    @JsonSubTypes.Type(value = Event.ModelMoved.class, name = "ModelMoved"),
    @JsonSubTypes.Type(value = Event.TailCut.class, name = "TailCut"),
    @JsonSubTypes.Type(value = Event.RegistryCreated.class, name = "RegistryCreated"),
    @JsonSubTypes.Type(value = Event.ModelAdded.class, name = "ModelAdded"),
    @JsonSubTypes.Type(value = Event.ModelRemoved.class, name = "ModelRemoved"),
    @JsonSubTypes.Type(value = Event.ItemMoved.class, name = "ItemMoved"),
    @JsonSubTypes.Type(value = Event.MoveFinished.class, name = "MoveFinished")
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
     * @param format {@code model-delivery}, {@code onnx}, {@code xgboost}, {@code tribuo} or {@code other}
     * @param model the model file
     * @param documents further files by role: {@code result} (the training result), {@code report} (HTML), {@code
     *     signature} (inputs and outputs of a model of another tool)
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
     * @param documents files by role: {@code result}, {@code report}, {@code profile}
     * @param baseline what it was compared with, in words; null: the training data
     * @param severities by column its distance in units of its drift threshold, worst first; only of the worst where there
     *     are very many
     */
    record DriftChecked(
            int version,
            String stage,
            DataFacts data,
            DriftResult.Level level,
            String summary,
            Map<String, Double> columns,
            Map<String, BlobRef> documents,
            String baseline,
            Map<String, Double> severities)
            implements Event {
        public DriftChecked {
            severities = severities == null
                    ? Map.of()
                    : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(severities));
            columns = columns == null
                    ? Map.of()
                    : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
            documents = documents == null ? Map.of() : Map.copyOf(documents);
        }

        /** A comparison with the training data of which only the worst is known. */
        public DriftChecked(
                int version,
                String stage,
                DataFacts data,
                DriftResult.Level level,
                String summary,
                Map<String, Double> columns,
                Map<String, BlobRef> documents) {
            this(version, stage, data, level, summary, columns, documents, null, null);
        }
    }

    /**
     * A version moved between stages, and by the same event the version it replaced moved, too.
     *
     * @param kind {@code promote}, {@code rollback} or {@code archive}
     * @param version which one moved
     * @param from stage it left; never null
     * @param to stage it entered; the one it left if that keeps champions that were replaced, and was rolled back
     * @param replaced the version that stood in {@code to} before; null: none
     * @param replacedTo stage the replaced version entered; null: none was replaced
     * @param reason why; may be null
     * @param key idempotence: a second move with the same key does nothing and returns the first one; may be null
     */
    record Transitioned(
            String kind,
            int version,
            String from,
            String to,
            Integer replaced,
            String replacedTo,
            String reason,
            String key)
            implements Event {
        /** Without a key. */
        public Transitioned(
                String kind, int version, String from, String to, Integer replaced, String replacedTo, String reason) {
            this(kind, version, from, to, replaced, replacedTo, reason, null);
        }
    }

    /** What somebody says of a version that asks to enter a stage. */
    enum Opinion {
        APPROVED,
        REJECTED,
        WITHDRAWN;

        @JsonCreator
        static Opinion parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The actor approved or rejected that a version enters a stage, or took back what the same actor said before.
     *
     * @param version which
     * @param modelSha256 digest of the model file that was looked at
     * @param stage it may or may not enter
     * @param opinion what was said; the newest of each person counts
     * @param comment why; may be null
     */
    record Reviewed(int version, String modelSha256, String stage, Opinion opinion, String comment) implements Event {}

    /**
     * A note was set, whatever it was before.
     *
     * @param version null: on the model itself
     */
    record TagSet(Integer version, String key, String value) implements Event {}

    /**
     * A note was taken away.
     *
     * @param version null: from the model itself
     */
    record TagRemoved(Integer version, String key) implements Event {}

    /**
     * One field of the model card was written.
     *
     * @param field name of one of the free fields
     * @param text what it says from here on; null: nothing
     */
    record CardEdited(String field, String text) implements Event {}

    /**
     * A version is no more: it stands nowhere, nothing names it, and its files may be removed. Its facts stay in the lines
     * before.
     *
     * @param reason why; for a retention the rule that let it go
     */
    record VersionDeleted(int version, String reason) implements Event {}

    /**
     * The model and all its versions are no more. Should one be registered under the name again, the numbers go on.
     *
     * @param reason why; may be null
     */
    record ModelDeleted(String reason) implements Event {}

    /**
     * The model has another full name from here on: it was renamed, or a folder above it was renamed, moved or deleted.
     *
     * @param from full name so far
     * @param to full name from here on
     */
    record ModelMoved(String from, String to) implements Event {}

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

    /**
     * The first event of the registry's own ledger.
     *
     * @param format version of the ledger format
     */
    record RegistryCreated(int format) implements Event {}

    /**
     * A model exists, so that its directory can be missed.
     *
     * @param model full name
     */
    record ModelAdded(String model) implements Event {}

    /**
     * A model was deleted.
     *
     * @param model full name
     */
    record ModelRemoved(String model) implements Event {}

    /**
     * A job or folder has another full name from here on, and the models below it follow; or, where {@code from} and {@code
     * to} are the same, a model alone has. Until {@link MoveFinished} says so, some may not yet have.
     *
     * @param from full name so far
     * @param to full name from here on
     * @param models new full name by the one before; where a name was taken, not what the move alone would make of it
     */
    record ItemMoved(String from, String to, Map<String, String> models) implements Event {
        public ItemMoved {
            models = models == null ? Map.of() : Map.copyOf(models);
        }
    }

    /**
     * All models have followed an {@link ItemMoved}.
     *
     * @param seq its line
     */
    record MoveFinished(long seq) implements Event {}
}
