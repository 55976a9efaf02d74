package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Retained;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.RetentionPlan;
import io.jenkins.plugins.modeldelivery.registry.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets old versions go. */
@Command(
        name = "retain",
        description = {
            "Delete old versions, and remove the files that no version has any more.",
            "A version goes when it is neither among the newest N nor young, whichever is given. What stands in a stage"
                    + " after the first, what a rollback would bring back, what an alias names and what somebody has tagged"
                    + " stays in any case. Without --keep-newest and --keep-days no version goes, and only files are"
                    + " removed that belong to none: those of versions deleted before, and those of runs that ended before"
                    + " they registered."
        })
final class RetainCommand extends RegistryCall {
    private static final int SHOWN = 50;

    @Option(names = "--keep-newest", paramLabel = "N", description = "Keep the N newest versions of each model.")
    private Integer newest;

    @Option(
            names = "--keep-days",
            paramLabel = "D",
            description = "Keep what was registered or moved in the last D days.")
    private Integer days;

    @Option(
            names = "--keep-tag",
            paramLabel = "KEY",
            description = "Keep versions that were registered with this tag, too; repeatable.")
    private Set<String> tags = new HashSet<>();

    @Option(names = "--dry-run", description = "Only say what would go, and how much space that frees.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, RegistryException {
        atLeastOne(newest, "--keep-newest");
        atLeastOne(days, "--keep-days");
        Retention rule = new Retention(newest, days, tags);
        return dryRun ? plan(rule) : retain(rule);
    }

    private int plan(Retention rule) throws IOException, RegistryException {
        try (Registry registry = openForReading()) {
            RetentionPlan plan = registry.planRetention(rule);
            versions(plan.versions());
            if (rule.limits()) {
                console()
                        .note("would delete " + count(plan.versions().size(), "version") + ", which frees "
                                + files(plan.files(), plan.bytes()));
            }
            console()
                    .note("would remove " + files(plan.leftovers(), plan.leftoverBytes())
                            + " that no version has even now");
            return end(plan, plan.obstacles());
        }
    }

    private int retain(Retention rule) throws IOException, RegistryException {
        try (Registry registry = openExisting()) {
            Retained retained = registry.retain(rule, actor());
            versions(retained.versions());
            if (rule.limits()) {
                console().good("deleted " + count(retained.versions().size(), "version"));
            }
            Sweep sweep = retained.sweep();
            if (sweep.obstacles().isEmpty() || sweep.files() > 0) {
                console().good("removed " + files(sweep.files(), sweep.bytes()));
            }
            if (sweep.young() > 0) {
                console()
                        .line("  " + files(sweep.young(), sweep.youngBytes())
                                + " that no version has either: stored within the last hour, so they stay for now");
            }
            return end(retained, sweep.obstacles());
        }
    }

    private int end(Object document, List<String> obstacles) {
        for (String obstacle : obstacles) {
            console().bad("files stay, because of " + obstacle);
        }
        answer(document);
        return obstacles.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private void versions(List<RetentionPlan.Going> versions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "version", "registered", "stage", "since"));
        versions.stream()
                .limit(SHOWN)
                .forEach(version -> rows.add(List.of(
                        version.model().value(),
                        "v" + version.version(),
                        Words.day(version.registered()),
                        version.stage(),
                        Words.day(version.since()))));
        if (rows.size() > 1) {
            console().table(rows);
        }
        if (versions.size() > SHOWN) {
            console().line("  and " + (versions.size() - SHOWN) + " more; --json has all");
        }
    }

    private static String files(long files, long bytes) {
        return count(files, "file") + " (" + Quantities.bytes(bytes) + ")";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static void atLeastOne(Integer number, String option) {
        if (number != null && number < 1) {
            throw new InputException(
                    "'" + number + "' is too little to keep", option, "Give 1 or more, or leave it out.");
        }
    }
}
