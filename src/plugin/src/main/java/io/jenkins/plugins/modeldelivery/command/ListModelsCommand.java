package io.jenkins.plugins.modeldelivery.command;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.pages.JsonText;
import io.jenkins.plugins.modeldelivery.pages.ListQuery;
import io.jenkins.plugins.modeldelivery.pages.ModelRow;
import io.jenkins.plugins.modeldelivery.pages.ModelsPage;
import io.jenkins.plugins.modeldelivery.pages.Paging;
import io.jenkins.plugins.modeldelivery.registry.ModelQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code list-models}: a page of the models that the user may view, and what serves of each. */
@Extension
public final class ListModelsCommand extends ModelCommand {

    @Argument(metaVar = "FOLDER", usage = "Only the models in this folder and below it.")
    public String folder;

    @Option(
            name = "--search",
            metaVar = "WORDS",
            usage = "Only models whose name, alias, tag or owner has these words.")
    public String search;

    @Option(name = "--stage", metaVar = "STAGE", usage = "Only models with a version in that stage.")
    public String stage;

    @Option(name = "--tag", metaVar = "TAG", usage = "Only models with that tag: team, or team=weather.")
    public String tag;

    @Option(
            name = "--sort",
            metaVar = "ORDER",
            usage = "name, changed, newest, versions, since or metric; with a - before it the other way round.")
    public String sort = "name";

    @Option(name = "--page", metaVar = "N", usage = "Which page, from 1.")
    public int page = 1;

    @Option(name = "--size", metaVar = "N", usage = "Models on a page, at most 1000.")
    public int size = ModelQuery.SIZE;

    @Option(name = "--json", usage = "Print the JSON of the list's page, model-delivery/api/json.")
    public boolean json;

    @Override
    public String getShortDescription() {
        return Messages.ListModelsCommand_description();
    }

    @Override
    int act() throws IOException {
        positive("--page", page);
        positive("--size", size);
        boolean descending = sort.startsWith("-");
        ModelsPage list = new ModelsPage(new ListQuery(
                new ModelQuery(
                        Util.fixNull(folder).replaceAll("^/+|/+$", ""),
                        search,
                        stage,
                        tag,
                        ModelQuery.Sort.parse(descending ? sort.substring(1) : sort),
                        descending,
                        page,
                        size),
                null));
        if (json) {
            stdout.println(JsonText.of(list));
        } else {
            print(list);
        }
        return 0;
    }

    private void print(ModelsPage list) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MODEL", "SERVES", "METRIC", "DRIFT", "VERSIONS", "NEWEST", "LAST EVENT"));
        for (ModelRow row : list.getModels()) {
            ModelRow.Place leading = row.leading();
            rows.add(List.of(
                    row.name() + (row.damaged() ? " (damaged)" : ""),
                    row.champions().isEmpty()
                            ? "-"
                            : row.champions().stream()
                                    .map(place -> place.stage() + " v" + place.number())
                                    .collect(Collectors.joining(", ")),
                    leading == null ? "-" : Util.fixNull(leading.headline(), "-"),
                    leading == null ? "-" : Util.fixNull(leading.drift(), "-"),
                    String.valueOf(row.versions()),
                    row.newest() == null ? "-" : "v" + row.newest().number(),
                    row.changed() == null ? "-" : row.changed().getIso()));
        }
        Columns.print(stdout, rows);
        Paging paging = list.getPaging();
        stdout.println(Messages.ListModelsCommand_page(paging.first(), paging.last(), paging.total()));
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new InputException(value + " is no number of pages or models", option, "Give 1 or more.");
        }
    }
}
