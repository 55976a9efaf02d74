package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A model in a list.
 *
 * @param name full name
 * @param shown the name relative to the list
 * @param url of its page, relative to the root of Jenkins
 * @param stages what serves in each stage with one champion
 * @param newest the newest version; null: none
 * @param damaged whether its ledger is damaged
 */
@ExportedBean(defaultVisibility = 999)
public record ModelRow(
        @Exported String name,
        String shown,
        @Exported String url,
        @Exported List<StageCell> stages,
        @Exported VersionRow newest,
        @Exported boolean damaged) {

    @NonNull
    static ModelRow of(@NonNull Model model, @NonNull String folder, @NonNull Stages stages) {
        return new ModelRow(
                model.name().value(),
                shown(model.name(), folder),
                Links.model(model.name()),
                StageCell.serving(model, stages),
                model.newest().map(v -> new VersionRow(model.name(), v)).orElse(null),
                model.damage() != null);
    }

    /** A model whose ledger could not be read at all: shown, with nothing to say about it. */
    @NonNull
    static ModelRow unreadable(@NonNull ModelName name, @NonNull String folder, @NonNull Stages stages) {
        List<StageCell> empty = StageCell.servingNames(stages).stream()
                .map(stage -> new StageCell(stage, null, 0))
                .toList();
        return new ModelRow(name.value(), shown(name, folder), Links.model(name), empty, null, true);
    }

    /** The version whose numbers stand for the model: the champion of the last stage that has one, else the newest. */
    @CheckForNull
    public VersionRow leading() {
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (stages.get(i).champion() != null) {
                return stages.get(i).champion();
            }
        }
        return newest;
    }

    private static String shown(ModelName name, String folder) {
        return folder.isEmpty() ? name.value() : name.value().substring(folder.length() + 1);
    }
}
