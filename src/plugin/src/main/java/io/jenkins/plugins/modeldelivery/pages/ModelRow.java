package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Standing;
import io.jenkins.plugins.modeldelivery.registry.Summary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A model in a list.
 *
 * @param name full name
 * @param shown the name relative to the list
 * @param url of its page, relative to the root of Jenkins
 * @param champions what serves in each stage that has something, in the order of the stages
 * @param newest the newest version; null: none
 * @param leading the version whose numbers stand for the model: the champion of the last stage that has one, else the
 *     newest; null: none
 * @param versions how many there are
 * @param aliases to version numbers
 * @param tags notes on the model itself
 * @param purpose what it is for; null: nobody wrote it
 * @param owner who answers for it; null: nobody wrote it
 * @param changed when something happened to it last; null: its ledger cannot be read
 * @param damaged whether its ledger is damaged
 */
@ExportedBean(defaultVisibility = 999)
public record ModelRow(
        @Exported String name,
        String shown,
        @Exported String url,
        @Exported List<Place> champions,
        @Exported Place newest,
        Place leading,
        @Exported int versions,
        @Exported Map<String, Integer> aliases,
        @Exported Map<String, String> tags,
        @Exported String purpose,
        @Exported String owner,
        @Exported Moment changed,
        @Exported boolean damaged) {

    @NonNull
    static ModelRow of(@NonNull Summary summary, @NonNull String folder, @NonNull Stages stages) {
        ModelName name = summary.name();
        return new ModelRow(
                name.value(),
                folder.isEmpty() ? name.value() : name.value().substring(folder.length() + 1),
                Links.model(name),
                stages.names().stream()
                        .map(stage -> Place.of(name, summary.champion(stage).orElse(null)))
                        .filter(Objects::nonNull)
                        .toList(),
                Place.of(name, summary.newest()),
                Place.of(name, summary.leading(stages.names()).orElse(null)),
                summary.versions(),
                summary.aliases(),
                summary.tags(),
                summary.purpose(),
                summary.owner(),
                summary.changed().getEpochSecond() == 0 ? null : Moment.of(summary.changed()),
                summary.damage() != null);
    }

    /** What serves in a stage; null: nothing. */
    @CheckForNull
    public Place serving(@NonNull String stage) {
        return champions.stream()
                .filter(place -> place.stage().equals(stage))
                .findFirst()
                .orElse(null);
    }

    /** The stages that a list has room for: those with one champion, or the last one if there are none of them. */
    @NonNull
    static List<StageMark> columns(@NonNull Stages stages) {
        List<Stage> single = stages.order().stream().filter(Stage::single).toList();
        return (single.isEmpty() ? List.of(stages.last()) : single)
                .stream().map(StageMark::of).toList();
    }

    /**
     * A version in a list of models.
     *
     * @param number of the version
     * @param url of its page, relative to the root of Jenkins
     * @param stage where it stands
     * @param since when it came there
     * @param registered when it was registered
     * @param metrics as last measured
     * @param headline the one that says most, with its value; null: it has none
     * @param passed whether its newest validation passed; null: there is none
     * @param drift verdict of its newest drift check; null: there is none
     * @param others how many more stand in that stage
     */
    @ExportedBean(defaultVisibility = 999)
    public record Place(
            @Exported int number,
            @Exported String url,
            @Exported String stage,
            @Exported Moment since,
            @Exported Moment registered,
            @Exported Map<String, Double> metrics,
            String headline,
            @Exported Boolean passed,
            @Exported String drift,
            @Exported int others) {

        private static Place of(ModelName name, Standing standing) {
            return standing == null
                    ? null
                    : new Place(
                            standing.version(),
                            Links.version(name, standing.version()),
                            standing.stage(),
                            Moment.of(standing.since()),
                            Moment.of(standing.registered()),
                            standing.metrics(),
                            standing.headline(),
                            standing.passed(),
                            standing.drift() == null ? null : standing.drift().toString(),
                            standing.others());
        }

        /** The verdict as a badge; null: there is none. */
        @CheckForNull
        public DriftMark driftMark() {
            return drift == null ? null : DriftMark.of(drift);
        }
    }
}
