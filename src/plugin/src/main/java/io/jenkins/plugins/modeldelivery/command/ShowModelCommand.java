package io.jenkins.plugins.modeldelivery.command;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.pages.At;
import io.jenkins.plugins.modeldelivery.pages.Candidacy;
import io.jenkins.plugins.modeldelivery.pages.DriftMark;
import io.jenkins.plugins.modeldelivery.pages.JsonText;
import io.jenkins.plugins.modeldelivery.pages.ModelPage;
import io.jenkins.plugins.modeldelivery.pages.Origin;
import io.jenkins.plugins.modeldelivery.pages.StageCell;
import io.jenkins.plugins.modeldelivery.pages.Stay;
import io.jenkins.plugins.modeldelivery.pages.ValidationMark;
import io.jenkins.plugins.modeldelivery.pages.VersionPage;
import io.jenkins.plugins.modeldelivery.pages.VersionRow;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code show-model}: what serves of a model, one of its versions, or what served at a time. */
@Extension
public final class ShowModelCommand extends ModelCommand {

    @Argument(metaVar = "MODEL", required = true, index = 0, usage = "Full name of the model: team/damage.")
    public String model;

    @Option(
            name = "--version",
            metaVar = "VERSION",
            forbids = "--at",
            usage = "One version: its number, a stage whose champion it is, an alias, or newest.")
    public String version;

    @Option(
            name = "--at",
            metaVar = "TIME",
            usage = "What stood in each stage at that time: 2026-03-01T12:00, in UTC unless it says otherwise.")
    public String at;

    @Option(name = "--json", usage = "Print the JSON of the page, .../api/json.")
    public boolean json;

    @Override
    public String getShortDescription() {
        return Messages.ShowModelCommand_description();
    }

    @Override
    int act() throws IOException, RegistryException {
        Model found = model(model);
        if (at != null) {
            return at(found);
        }
        if (version != null) {
            VersionPage page = new VersionPage(found, version(found, version));
            if (json) {
                stdout.println(JsonText.of(page));
            } else {
                print(page);
            }
        } else if (json) {
            stdout.println(JsonText.of(new ModelPage(found)));
        } else {
            print(new ModelPage(found));
        }
        return 0;
    }

    private int at(Model found) throws IOException {
        At then = At.of(found, ModelRegistry.get().stages().names(), at);
        if (then == null || then.problem() != null) {
            throw new IllegalArgumentException(then == null ? Messages.ShowModelCommand_noTime() : then.problem());
        }
        if (json) {
            stdout.println(JsonText.of(then));
            return 0;
        }
        if (then.stays().isEmpty()) {
            stdout.println(
                    Messages.ShowModelCommand_nothing(found.name(), then.time().getIso()));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STAGE", "VERSION", "FROM", "UNTIL", "BY", "WHY"));
        for (Stay stay : then.stays()) {
            rows.add(List.of(
                    stay.stage(),
                    "v" + stay.version(),
                    stay.from().getIso(),
                    stay.to() == null ? "now" : stay.to().getIso(),
                    stay.by(),
                    Util.fixNull(stay.why(), "-")));
        }
        Columns.print(stdout, rows);
        return 0;
    }

    private void print(ModelPage page) throws IOException {
        List<List<String>> facts = new ArrayList<>();
        fact(facts, "model", page.getName());
        fact(facts, "damage", page.getDamage());
        fact(facts, "purpose", page.getPurpose());
        fact(facts, "owner", page.getOwner());
        fact(facts, "created", page.getCreated().getIso());
        fact(facts, "versions", String.valueOf(page.getPaging().total()));
        fact(facts, "aliases", pairs(page.getAliases(), " v"));
        fact(facts, "tags", pairs(page.getTags(), "="));
        Columns.print(stdout, facts);
        stdout.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STAGE", "VERSION", "METRIC", "DRIFT", "SINCE", "BESIDE"));
        for (StageCell cell : page.getStages()) {
            VersionRow champion = cell.champion();
            rows.add(champion == null ? List.of(cell.stage(), "-", "-", "-", "-", "-") : row(cell, champion));
        }
        Columns.print(stdout, rows);
    }

    private static List<String> row(StageCell cell, VersionRow champion) {
        DriftMark drift = champion.getDrift();
        String beside = cell.others().stream().map(number -> "v" + number).collect(Collectors.joining(", "));
        return List.of(
                cell.stage(),
                "v" + champion.getNumber(),
                Util.fixNull(champion.getHeadline(), "-"),
                drift == null ? "-" : drift.level(),
                champion.getSince().getIso(),
                beside.isEmpty() ? "-" : beside);
    }

    private void print(VersionPage page) throws IOException {
        VersionRow row = page.getVersion();
        Origin lineage = page.getLineage();
        ValidationMark validation = row.getValidation();
        DriftMark drift = row.getDrift();
        List<List<String>> facts = new ArrayList<>();
        fact(facts, "model", page.getModel());
        fact(facts, "version", String.valueOf(row.getNumber()));
        fact(facts, "stage", row.getStage() + " since " + row.getSince().getIso());
        fact(facts, "registered", row.getRegistered().getIso() + " by " + row.getBy());
        fact(facts, "description", page.getDescription());
        fact(facts, "aliases", String.join(", ", row.getAliases()));
        fact(facts, "tags", pairs(page.getTags(), "="));
        fact(
                facts,
                "metrics",
                row.getMetrics().entrySet().stream()
                        .map(metric -> metric.getKey() + " " + Metric.format(metric.getValue()))
                        .collect(Collectors.joining(", ")));
        fact(facts, "validated", validation == null ? "never" : validation.word());
        fact(facts, "drift", drift == null ? "never checked" : drift.summary());
        fact(facts, "commit", lineage.commit());
        fact(facts, "file", page.getFormat() + ", sha256 " + page.getFile().sha256());
        Columns.print(stdout, facts);
        for (Candidacy candidacy : page.getCandidacies()) {
            stdout.println();
            stdout.println(Messages.ShowModelCommand_to(
                    candidacy.stage().name(),
                    candidacy.missing().isEmpty()
                            ? Messages.ShowModelCommand_free()
                            : Columns.plain(String.join(" ", candidacy.missing()))));
        }
    }

    private static void fact(List<List<String>> facts, String label, String value) {
        if (value != null && !value.isEmpty()) {
            facts.add(List.of(label + ":", value));
        }
    }

    private static String pairs(Map<String, ?> map, String between) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + between + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
