package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What is in a stage of a model.
 *
 * @param stage its name
 * @param champion the version that entered last and stands there still; null: none
 * @param others how many more stand there
 */
@ExportedBean(defaultVisibility = 999)
public record StageCell(
        @Exported String stage,
        @Exported VersionRow champion,
        @Exported long others) {

    /** All stages in order. */
    @NonNull
    static List<StageCell> all(@NonNull Model model, @NonNull Stages stages) {
        return stages.order().stream().map(stage -> of(model, stage.name())).toList();
    }

    /** The stages that hold one champion each, in order: those that a list of many models has room for. */
    @NonNull
    static List<StageCell> serving(@NonNull Model model, @NonNull Stages stages) {
        return servingNames(stages).stream().map(stage -> of(model, stage)).toList();
    }

    @NonNull
    static List<String> servingNames(@NonNull Stages stages) {
        List<String> names =
                stages.order().stream().filter(Stage::single).map(Stage::name).toList();
        return names.isEmpty() ? List.of(stages.last().name()) : names;
    }

    private static StageCell of(Model model, String stage) {
        long all = model.versions().values().stream()
                .filter(v -> v.stage().equals(stage))
                .count();
        VersionRow champion =
                model.champion(stage).map(v -> new VersionRow(model.name(), v)).orElse(null);
        return new StageCell(stage, champion, Math.max(0, all - 1));
    }
}
