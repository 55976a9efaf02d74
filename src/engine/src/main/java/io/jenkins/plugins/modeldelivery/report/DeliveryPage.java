package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.registry.Version.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The page of {@link DeliveryReport}. */
final class DeliveryPage {

    private static final int MAX_VERSIONS = 200;
    private static final int MAX_ENTRIES = 500;
    private static final int MAX_STAYS = 200;
    private static final String KIND = "Model delivery";

    private final Model model;
    private final List<Entry> ledger;
    private final Stages stages;
    private final Function<BlobRef, String> href;
    private final Instant now;
    private final Page page;
    private final Markup html;

    DeliveryPage(Model model, List<Entry> ledger, Stages stages, Function<BlobRef, String> href, Instant now) {
        this.model = model;
        this.ledger = ledger;
        this.stages = stages;
        this.href = href;
        this.now = now;
        this.page = new Page(KIND, model.name().value());
        this.html = page.html;
    }

    Page page() {
        page.heading(KIND, model.name().value(), line());
        if (model.damage() != null) {
            page.verdict(Tone.BAD, "The ledger is damaged; the model is read-only", model.damage());
        }
        cards();
        timeline();
        champion();
        comparison();
        versions();
        driftChecks();
        ledger();
        return page.end("Model Delivery, written " + Numbers.second(now) + " UTC from " + ledger.size()
                + " ledger entries. All times are UTC.");
    }

    private String line() {
        int n = model.versions().size();
        String serves = model.champion(stages.last().name())
                .map(v -> "v" + v.number() + " is in " + v.stage() + " since " + Numbers.minute(v.since()) + " UTC")
                .orElse("nothing is in " + stages.last().name());
        return (n == 1 ? "1 version" : n + " versions") + "; " + serves + '.';
    }

    private void cards() {
        html.open("section").leaf("h2", "In the stages now").open("div", "class", "stages");
        List<Stage> order = new ArrayList<>(stages.order());
        Collections.reverse(order);
        for (Stage stage : order) {
            html.open("div", "class", "stage").leaf("h3", stage.name());
            Optional<Version> champion = model.champion(stage.name());
            if (champion.isEmpty()) {
                html.leaf("p", "empty", "class", "soft");
            } else {
                card(stage, champion.get());
            }
            html.close("div");
        }
        html.close("div").close("section");
    }

    private void card(Stage stage, Version v) {
        html.leaf("p", "v" + v.number(), "class", "big");
        Words.headline(v.facts().metrics()).ifPresent(id -> {
            String value = Words.value(id, v.facts().metrics().get(id));
            html.leaf("p", Words.metric(id) + " " + value + " at training");
        });
        html.open("p", "class", "chips");
        v.validation().ifPresent(r -> {
            boolean passed = r.event().passed();
            Page.chip(html, passed ? Tone.GOOD : Tone.BAD, passed ? "validated" : "validation failed");
            html.text(" ");
        });
        v.driftCheck().ifPresent(r -> {
            Page.chip(
                    html,
                    Tone.of(r.event().level()),
                    "drift check: " + Tone.word(r.event().level()));
        });
        html.close("p");
        String aliases = v.aliases().isEmpty() ? "" : " Also called " + String.join(", ", v.aliases()) + '.';
        long others = model.versions().values().stream()
                        .filter(o -> o.stage().equals(stage.name()))
                        .count()
                - 1;
        String more = others <= 0 ? "" : " And " + others + (others == 1 ? " other version." : " other versions.");
        html.leaf(
                "p",
                "Since " + Numbers.minute(v.since()) + ", " + Numbers.duration(Duration.between(v.since(), now)) + "."
                        + aliases + more,
                "class",
                "soft");
    }

    private void timeline() {
        List<Stay> stays = Stay.of(ledger, stages);
        if (stays.isEmpty()) {
            return;
        }
        List<String> lanes = new ArrayList<>(stages.names());
        Collections.reverse(lanes);
        Timeline chart = new Timeline(lanes, stays, now);
        page.section("What was where, and when");
        html.open("div", "class", "scroll wide", "tabindex", "0", "role", "region", "aria-label", "Timeline");
        page.figure(
                "Versions in each stage over time, UTC; short periods are drawn wider than to scale",
                "A lane for each stage with a block for each version’s stay. " + line(),
                chart.width(),
                chart.height(),
                chart::draw,
                h -> {
                    Table table = Table.open(
                            h,
                            "Stays, newest first",
                            "Stage",
                            "#Version",
                            "From, UTC",
                            "Until, UTC",
                            "#For",
                            "How",
                            "Why");
                    List<Stay> newest = new ArrayList<>(stays);
                    Collections.reverse(newest);
                    newest.stream().limit(MAX_STAYS).forEach(s -> table.row(s.stage())
                            .cell("v" + s.version())
                            .cell(Numbers.second(s.from()))
                            .cell(s.until() == null ? "now" : Numbers.second(s.until()))
                            .cell(Numbers.duration(Duration.between(s.from(), s.until() == null ? now : s.until())))
                            .cell(s.how())
                            .wide(s.reason()));
                    table.close();
                });
        html.close("div");
        page.endSection();
    }

    private void champion() {
        Optional<Version> champion = model.champion(stages.last().name());
        if (champion.isEmpty()) {
            return;
        }
        Version v = champion.get();
        Event.VersionRegistered facts = v.facts();
        page.section("Champion in " + v.stage() + ": v" + v.number());
        html.open("div", "class", "split");
        Table table = Table.open(html, "Metrics at training", "Metric", "#Value", "Better");
        for (String id : Words.ordered(facts.metrics())) {
            table.row(Words.metric(id))
                    .cell(Words.value(id, facts.metrics().get(id)))
                    .cell(Words.direction(id));
        }
        table.close();
        Table origin = Table.open(html, "Where it comes from", "Fact", "Value");
        origin(facts).forEach((fact, value) -> origin.row(fact).wide(value));
        origin.row("Documents").wide(h -> links(facts.documents()));
        origin.close();
        html.close("div");
        page.endSection();
    }

    private Map<String, String> origin(Event.VersionRegistered facts) {
        Map<String, String> origin = new LinkedHashMap<>();
        if (facts.target() != null) {
            origin.put("Predicts", facts.target() + " (" + Words.task(facts.task()) + ")");
        }
        Lineage lineage = facts.lineage();
        if (lineage != null) {
            if (lineage.trainer() != null) {
                origin.put("Trainer", lineage.trainer().name() + ", engine " + lineage.engine());
            }
            if (lineage.code() != null) {
                Lineage.Code code = lineage.code();
                String branch = code.branch() == null ? "" : ", branch " + code.branch();
                origin.put("Code", code.repository() + branch + ", commit " + Numbers.digest(code.commit()));
            }
            if (lineage.build() != null) {
                origin.put(
                        "Build", lineage.build().job() + " #" + lineage.build().number());
            }
            for (DataFacts data : lineage.data()) {
                origin.merge(
                        "Data",
                        Words.file(data.path()) + ", " + Numbers.count(data.rows(), "row", "rows") + ", sha256 "
                                + Numbers.digest(data.sha256()),
                        (a, b) -> a + "; " + b);
            }
        }
        origin.put(
                "Model file",
                Numbers.bytes(facts.model().bytes()) + ", sha256 "
                        + Numbers.digest(facts.model().sha256()));
        return origin;
    }

    /** The newest validation that had a baseline. */
    private void comparison() {
        Optional<Recorded<Event.VersionValidated>> newest = model.versions().values().stream()
                .flatMap(v -> v.validations().stream())
                .filter(r -> r.event().baselineVersion() != null && r.event().baselineMetrics() != null)
                .max(Comparator.comparingLong(Recorded::seq));
        if (newest.isEmpty()) {
            return;
        }
        Event.VersionValidated e = newest.get().event();
        page.section("v" + e.version() + " against v" + e.baselineVersion());
        Tone tone = e.passed() ? Tone.GOOD : Tone.BAD;
        html.open("p");
        Page.chip(html, tone, LedgerWords.gates(e));
        html.text(" on " + Numbers.minute(newest.get().time()) + ". ");
        links(e.documents());
        html.close("p");
        ValidationPage.comparison(
                html,
                "Both measured on the same rows"
                        + (e.data() == null ? "" : " of " + Words.file(e.data().path())),
                "v" + e.version(),
                e.metrics(),
                "v" + e.baselineVersion(),
                e.baselineMetrics());
        if (!e.gates().isEmpty()) {
            Table table = Table.open(html, "Gates", "Metric", "Outcome", "Decision");
            e.gates().forEach(g -> table.row(Words.metric(g.gate().metric()))
                    .cell(h -> Page.chip(h, Tone.of(g.outcome()), Tone.word(g.outcome())))
                    .wide(g.sentence()));
            table.close();
        }
        page.endSection();
    }

    private void versions() {
        List<Version> newest = new ArrayList<>(model.versions().values());
        Collections.reverse(newest);
        Optional<String> metric = newest.stream()
                .flatMap(v -> Words.headline(v.facts().metrics()).stream())
                .findFirst();
        page.section("Versions");
        if (newest.isEmpty()) {
            page.paragraph("None is registered yet.").endSection();
            return;
        }
        Table table = Table.open(
                html,
                "Newest first" + limited(newest.size(), MAX_VERSIONS),
                "Version",
                "Stage",
                "#" + metric.map(Words::metric).orElse("Metric"),
                "Validation",
                "Registered, UTC",
                "By",
                "Reports");
        newest.stream().limit(MAX_VERSIONS).forEach(v -> table.row(h -> {
                    h.text("v" + v.number());
                    if (!v.aliases().isEmpty()) {
                        h.text(" ").leaf("span", String.join(", ", v.aliases()), "class", "remark");
                    }
                })
                .cell(v.stage())
                .cell(metric.map(id -> Words.value(id, v.facts().metrics().get(id)))
                        .orElse(Numbers.NONE))
                .cell(h -> v.validation()
                        .ifPresentOrElse(
                                r -> Page.chip(
                                        h,
                                        r.event().passed() ? Tone.GOOD : Tone.BAD,
                                        r.event().passed() ? "passed" : "failed"),
                                () -> h.text("–")))
                .cell(Numbers.minute(v.registered()))
                .who(v.actor().phrase())
                .cell(h -> reports(v)));
        table.close();
        page.endSection();
    }

    private void reports(Version v) {
        link(v.facts().documents().get("report"), "training");
        v.validation().ifPresent(r -> link(r.event().documents().get("report"), "validation"));
        v.driftCheck().ifPresent(r -> link(r.event().documents().get("report"), "drift"));
    }

    private void driftChecks() {
        List<Recorded<Event.DriftChecked>> checks = model.versions().values().stream()
                .flatMap(v -> v.driftChecks().stream())
                .sorted(Comparator.comparingLong(Recorded<Event.DriftChecked>::seq)
                        .reversed())
                .toList();
        if (checks.isEmpty()) {
            return;
        }
        page.section("Drift checks");
        Table table = Table.open(
                html,
                "Newest first" + limited(checks.size(), MAX_VERSIONS),
                "Time, UTC",
                "Version",
                "Verdict",
                "Data",
                "What it says",
                "Report");
        checks.stream().limit(MAX_VERSIONS).forEach(r -> {
            Event.DriftChecked e = r.event();
            table.row(Numbers.minute(r.time()))
                    .cell("v" + e.version() + (e.stage() == null ? "" : " (" + e.stage() + ")"))
                    .cell(h -> Page.chip(h, Tone.of(e.level()), Tone.word(e.level())))
                    .wide(e.data() == null ? "–" : Words.file(e.data().path()))
                    .what(e.summary() == null ? "" : Words.arrows(e.summary()))
                    .cell(h -> link(e.documents().get("report"), "drift"));
        });
        table.close();
        page.endSection();
    }

    private void ledger() {
        page.section("Ledger");
        Table table = Table.open(
                html,
                "Everything that happened, newest first" + limited(ledger.size(), MAX_ENTRIES),
                "#No.",
                "Time, UTC",
                "What",
                "Who",
                "Why");
        List<Entry> newest = new ArrayList<>(ledger);
        Collections.reverse(newest);
        newest.stream().limit(MAX_ENTRIES).forEach(e -> table.row(Numbers.count(e.seq()))
                .cell(Numbers.second(e.time()))
                .what(LedgerWords.what(e.event()))
                .who(e.actor().phrase())
                .what(LedgerWords.why(e.event())));
        table.close();
        page.endSection();
    }

    private static String limited(int size, int most) {
        return size > most ? " (the newest " + most + " of " + Numbers.count(size) + ")" : "";
    }

    private void links(Map<String, BlobRef> documents) {
        documents.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> link(e.getValue(), e.getKey()));
    }

    private void link(BlobRef blob, String text) {
        String target = blob == null ? null : href.apply(blob);
        if (target != null && relative(target)) {
            html.leaf("a", text, "href", target).text(" ");
        }
    }

    /** Neither scheme nor host: the page leads nowhere but to its own neighbours. */
    static boolean relative(String target) {
        return !target.isBlank()
                && target.length() < Markup.MAX_TEXT
                && target.chars().allMatch(c -> c > 0x20 && c != '\\' && c != 0x7F)
                && !target.startsWith("/")
                && !target.split("[/?#]", 2)[0].contains(":");
    }
}
