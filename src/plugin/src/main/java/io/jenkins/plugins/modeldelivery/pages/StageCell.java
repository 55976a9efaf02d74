package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What is in a stage of a model.
 *
 * @param stage its name
 * @param mark how it is shown
 * @param champion the version that entered last and stands there still; null: none
 * @param others numbers of those that stand there beside it, the one that entered last first
 * @param previous number of the version that a rollback brings back; null: there is none
 * @param returnable numbers of the versions that a rollback may bring back, newest first
 */
@ExportedBean(defaultVisibility = 999)
public record StageCell(
        @Exported String stage,
        @Exported StageMark mark,
        @Exported VersionRow champion,
        @Exported List<Integer> others,
        @Exported Integer previous,
        @Exported List<Integer> returnable) {

    /** So many of the others are named. */
    private static final int NAMED = 5;

    /** Those of the others that a card has room for. */
    @NonNull
    public List<Integer> someOthers() {
        return others.subList(0, Math.min(NAMED, others.size()));
    }

    /** How many it has no room for. */
    public int moreOthers() {
        return Math.max(0, others.size() - NAMED);
    }

    /** All stages in order. */
    @NonNull
    static List<StageCell> all(@NonNull Model model, @NonNull Stages stages) {
        return stages.order().stream().map(stage -> of(model, stage, stages)).toList();
    }

    private static StageCell of(Model model, Stage stage, Stages stages) {
        List<Integer> standing =
                model.standing(stage.name()).stream().map(Version::number).toList();
        Optional<Version> champion = model.champion(stage.name());
        List<Integer> returnable = returnable(model, stage, stages);
        return new StageCell(
                stage.name(),
                StageMark.of(stage),
                champion.map(v -> new VersionRow(model.name(), v)).orElse(null),
                standing.isEmpty() ? List.of() : standing.subList(1, standing.size()),
                stage.single()
                        ? model.standby(stage.name())
                                .map(Version::number)
                                .filter(returnable::contains)
                                .orElse(null)
                        : null,
                returnable);
    }

    /** Those that stood there before and serve in no later stage now. */
    private static List<Integer> returnable(Model model, Stage stage, Stages stages) {
        int champion = model.champion(stage.name()).map(Version::number).orElse(0);
        List<Integer> numbers = new ArrayList<>();
        for (int number : model.stood(stage.name())) {
            Optional<Version> version = model.version(number);
            boolean elsewhere = version.isEmpty()
                    || stages.index(version.get().stage()) > stages.index(stage.name())
                    || version.get().stage().equals(stage.name()) && !stage.single();
            if (number != champion && !elsewhere) {
                numbers.add(number);
            }
        }
        numbers.sort((a, b) -> Integer.compare(b, a));
        return numbers;
    }
}
