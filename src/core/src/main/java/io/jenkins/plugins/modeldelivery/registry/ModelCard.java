package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model is, for whom, on which grounds: facts from its ledger, and the fields that people wrote ({@link CardField}).
 * About one version: the champion of the last stage, or the newest where none serves. After Mitchell et al., "Model Cards
 * for Model Reporting" (2019).
 *
 * @param model full name
 * @param version which version it describes; null: there is none
 * @param sections in the order to show; facts only where something is known
 */
public record ModelCard(String model, Integer version, List<Section> sections) {
    public ModelCard {
        sections = List.copyOf(sections);
    }

    /**
     * A part of a card.
     *
     * @param key name of the free field; null: the section has only facts
     * @param title for people
     * @param text what people wrote; null: nothing
     * @param hint what belongs into the free field; null: there is none
     * @param facts from the ledger
     */
    public record Section(String key, String title, String text, String hint, List<Fact> facts) {
        public Section {
            facts = List.copyOf(facts);
        }
    }

    /** One line of a section. */
    public record Fact(String label, String value) {}

    /** The card as of a state of the model. */
    public static ModelCard of(Model model, Stages stages) {
        Optional<Version> about = model.champion(stages.last().name()).or(model::newest);
        List<Section> sections = new ArrayList<>();
        for (CardField field : List.of(
                CardField.PURPOSE, CardField.OWNER, CardField.LICENCE, CardField.AUDIENCE, CardField.USE_CASES)) {
            sections.add(free(model, field));
        }
        sections.add(facts("Where it serves", serving(model, stages)));
        about.ifPresent(version -> {
            sections.add(facts("Version", version(version)));
            sections.add(facts("Data", data(version)));
            sections.add(facts("Metrics", metrics(version)));
            sections.add(facts("Gates", gates(version)));
            sections.add(facts("Drift", drift(version)));
            sections.add(facts("Approvals", approvals(model, version)));
        });
        for (CardField field : List.of(CardField.LIMITATIONS, CardField.TRADE_OFFS, CardField.ETHICS)) {
            sections.add(free(model, field));
        }
        sections.removeIf(section -> section.key() == null && section.facts().isEmpty());
        return new ModelCard(model.name().value(), about.map(Version::number).orElse(null), sections);
    }

    /** The card as a Markdown document; nothing that people wrote acts as Markdown or HTML in it. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# " + Markdown.line(model) + "\n");
        for (Section section : sections) {
            text.append("\n## ").append(section.title()).append("\n\n");
            if (section.text() != null) {
                text.append(Markdown.text(section.text())).append('\n');
            } else if (section.key() != null) {
                text.append("*Not written yet.* ").append(section.hint()).append('\n');
            }
            if (!section.facts().isEmpty()) {
                text.append("| | |\n|---|---|\n");
                section.facts().forEach(fact -> text.append("| ")
                        .append(Markdown.line(fact.label()))
                        .append(" | ")
                        .append(Markdown.line(fact.value()))
                        .append(" |\n"));
            }
        }
        return text.toString();
    }

    private static Section free(Model model, CardField field) {
        Version.Recorded<Event.CardEdited> written = model.card().get(field.key());
        return new Section(
                field.key(),
                field.title(),
                written == null ? null : written.event().text(),
                field.hint(),
                written == null
                        ? List.of()
                        : List.of(new Fact(
                                "Written",
                                time(written.time()) + " by " + written.actor().phrase())));
    }

    private static Section facts(String title, List<Fact> facts) {
        return new Section(null, title, null, null, facts);
    }

    private static List<Fact> serving(Model model, Stages stages) {
        List<Fact> facts = new ArrayList<>();
        for (Stage stage : stages.order()) {
            if (stages.index(stage.name()) > 0) {
                model.champion(stage.name())
                        .ifPresent(v ->
                                facts.add(new Fact(stage.label(), "v" + v.number() + " since " + time(v.since()))));
            }
        }
        model.aliases().forEach((alias, number) -> facts.add(new Fact("Alias " + alias, "v" + number)));
        return facts;
    }

    private static List<Fact> version(Version version) {
        Event.VersionRegistered facts = version.facts();
        List<Fact> lines = new ArrayList<>();
        lines.add(new Fact("Number", "v" + version.number() + ", in " + version.stage()));
        lines.add(new Fact(
                "Registered",
                time(version.registered()) + " by " + version.actor().phrase()));
        add(lines, "Description", facts.description());
        add(lines, "Task", facts.task() == null ? null : facts.task().toString());
        add(lines, "Target", facts.target());
        Lineage lineage = facts.lineage();
        if (lineage != null && lineage.trainer() != null) {
            add(
                    lines,
                    "Trainer",
                    lineage.trainer().name()
                            + lineage.trainer().parameters().entrySet().stream()
                                    .map(e -> e.getKey() + " " + e.getValue())
                                    .collect(Collectors.joining(", ", " (", ")")));
        }
        if (lineage != null && lineage.code() != null) {
            add(
                    lines,
                    "Code",
                    lineage.code().repository() + " at " + lineage.code().commit());
        }
        if (lineage != null && lineage.build() != null) {
            add(lines, "Build", lineage.build().job() + " #" + lineage.build().number());
        }
        lines.add(new Fact(
                "File",
                facts.model().name() + ", " + facts.model().bytes() + " bytes, SHA-256 "
                        + facts.model().sha256()));
        version.tags().forEach((key, value) -> lines.add(new Fact("Tag " + key, value)));
        return lines;
    }

    private static List<Fact> data(Version version) {
        List<Fact> lines = new ArrayList<>();
        Lineage lineage = version.facts().lineage();
        if (lineage != null) {
            lineage.data().forEach(data -> lines.add(new Fact("Trained from", data(data))));
        }
        version.validation()
                .filter(v -> v.event().data() != null)
                .ifPresent(
                        v -> lines.add(new Fact("Validated on", data(v.event().data()))));
        return lines;
    }

    private static String data(DataFacts data) {
        return data.path() + ", " + data.rows() + " rows, SHA-256 " + data.sha256();
    }

    /** The newest validation's, with the baseline's on the same rows beside them; else those of the training. */
    private static List<Fact> metrics(Version version) {
        List<Fact> lines = new ArrayList<>();
        Map<String, Double> baseline =
                version.validation().map(v -> v.event().baselineMetrics()).orElse(null);
        Integer number =
                version.validation().map(v -> v.event().baselineVersion()).orElse(null);
        version.measured().forEach((metric, value) -> {
            Double other = baseline == null ? null : baseline.get(metric);
            lines.add(new Fact(
                    metric,
                    Metric.format(value)
                            + (other == null
                                    ? ""
                                    : ", " + Metric.format(other) + " by "
                                            + (number == null ? "the baseline" : "v" + number) + " on the same rows")));
        });
        return lines;
    }

    private static List<Fact> gates(Version version) {
        List<Fact> lines = new ArrayList<>();
        version.validation().ifPresent(validation -> {
            lines.add(new Fact(
                    "Newest validation",
                    (validation.event().passed() ? "passed" : "failed") + ", " + time(validation.time())));
            for (GateDecision decision : validation.event().gates()) {
                lines.add(new Fact("Gate", decision.sentence()));
            }
        });
        return lines;
    }

    private static List<Fact> drift(Version version) {
        return version.driftCheck()
                .map(check -> List.of(new Fact(
                        "Newest check",
                        check.event().level() + ", " + time(check.time())
                                + (check.event().summary() == null
                                        ? ""
                                        : ": " + check.event().summary()))))
                .orElse(List.of());
    }

    /** What people said of this version, and who approved the moves of it. */
    private static List<Fact> approvals(Model model, Version version) {
        List<Fact> lines = new ArrayList<>();
        version.reviews().stream()
                .map(review -> review.event().stage())
                .distinct()
                .forEach(stage -> Reviews.standing(version, stage)
                        .forEach(review -> lines.add(new Fact(
                                "For " + stage,
                                review.event().opinion() + " by "
                                        + review.actor().person() + ", "
                                        + time(review.time())
                                        + (review.event().comment() == null
                                                ? ""
                                                : ": " + review.event().comment())))));
        for (Version.Recorded<Event.Transitioned> move : model.transitions()) {
            if (move.event().version() == version.number()
                    && !move.actor().approvers().isEmpty()) {
                lines.add(new Fact(
                        "Into " + move.event().to(),
                        "approved by " + String.join(", ", move.actor().approvers()) + ", " + time(move.time())));
            }
        }
        return lines;
    }

    private static void add(List<Fact> lines, String label, String value) {
        if (value != null && !value.isBlank()) {
            lines.add(new Fact(label, value));
        }
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
