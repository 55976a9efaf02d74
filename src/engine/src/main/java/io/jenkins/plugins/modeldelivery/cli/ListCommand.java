package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Listing;
import io.jenkins.plugins.modeldelivery.registry.ModelQuery;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds models: one line each. */
@Command(name = "list", description = "Models: what is in which stage. Words find those that have all of them.")
final class ListCommand extends RegistryCall {

    private static final int MOST = 1_000_000;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "Only models with this in their name, an alias, a tag (as key=value) or the owner.")
    private List<String> words = List.of();

    @Option(names = "--folder", paramLabel = "NAME", description = "Only models in this folder or below it.")
    private String folder;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only models that have something in this stage.")
    private String stage;

    @Option(
            names = "--tag",
            paramLabel = "KEY[=VALUE]",
            description = "Only models that have this tag, or whose newest version or a champion has.")
    private String tag;

    @Option(
            names = "--sort",
            paramLabel = "BY",
            description = "name, changed, newest, versions, since (in the stage) or metric. Default: name")
    private String sort;

    @Option(names = "--descending", description = "The other way round.")
    private boolean descending;

    @Option(names = "--limit", paramLabel = "N", description = "Show N models at most. Default: all.")
    private Integer limit;

    @Override
    public Integer call() throws IOException, RegistryException {
        if (limit != null && limit < 1) {
            throw new InputException("A list of " + limit + " models", "--limit", "Give at least 1.");
        }
        int most = limit == null ? MOST : limit;
        ModelQuery query = new ModelQuery(
                folder,
                String.join(" ", words),
                stage,
                tag,
                sort == null ? null : ModelQuery.Sort.parse(sort),
                descending,
                1,
                Math.min(most, ModelQuery.MAX_SIZE));
        try (Registry registry = openForReading()) {
            if (query.stage() != null) {
                registry.stages().get(query.stage());
            }
            List<Summary> found = new ArrayList<>();
            Listing page = registry.search(query, name -> true);
            found.addAll(page.rows());
            for (int next = 2; next <= page.pages() && found.size() < most; next++) {
                found.addAll(registry.search(query.at(next), name -> true).rows());
            }
            List<Summary> shown = found.subList(0, Math.min(most, found.size()));
            show(shown, registry.stages().names(), page.total());
            answer(shown);
        }
        return ExitCode.OK;
    }

    private void show(List<Summary> models, List<String> stages, int total) {
        if (models.isEmpty()) {
            console()
                    .line(
                            words.isEmpty() && folder == null && stage == null && tag == null
                                    ? "  no models yet: 'train' or 'register' makes one"
                                    : "  no such models");
            return;
        }
        List<String> head = new ArrayList<>(List.of("model", "newest"));
        head.addAll(stages);
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (Summary model : models) {
            List<String> row = new ArrayList<>();
            row.add(model.name().value() + (model.damage() == null ? "" : " (damaged)"));
            row.add(model.newest() == null ? "none" : "v" + model.newest().version());
            stages.forEach(name -> row.add(model.champion(name)
                    .map(v -> "v" + v.version() + " since " + Words.day(v.since()))
                    .orElse("")));
            rows.add(row);
        }
        console().table(rows);
        if (models.size() < total) {
            console().line("  " + models.size() + " of " + total + " models");
        }
    }
}
