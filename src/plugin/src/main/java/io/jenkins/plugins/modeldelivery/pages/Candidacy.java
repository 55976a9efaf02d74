package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Reviews;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A stage that a version may be promoted to, and what stands between.
 *
 * @param stage which
 * @param missing what its policy still demands, one sentence each; empty: nothing
 * @param approvals how many people have to approve; 0: nobody is asked
 * @param reviews what people say, oldest first
 * @param mine whether the current user has said something that could be withdrawn
 * @param serving number of the version that serves there now; null: none does, or many do
 */
@ExportedBean(defaultVisibility = 999)
public record Candidacy(
        @Exported StageMark stage,
        @Exported List<String> missing,
        @Exported int approvals,
        @Exported List<ReviewMark> reviews,
        boolean mine,
        @Exported Integer serving) {

    private static final Logger LOGGER = Logger.getLogger(Candidacy.class.getName());

    /** The stages after the one that the version stands in, nearest first; from the archive all of them. */
    @NonNull
    static List<Candidacy> all(@NonNull Model model, @NonNull Version version) throws IOException {
        Registry registry = ModelRegistry.get();
        Stages stages = registry.stages(model.name());
        Actor actor = CurrentUser.actor();
        List<Candidacy> all = new ArrayList<>();
        for (Stage stage : stages.order()
                .subList(stages.index(version.stage()) + 1, stages.order().size())) {
            try {
                all.add(new Candidacy(
                        StageMark.of(stage),
                        registry.missing(model.name(), version.number(), stage.name(), actor),
                        stage.policy().approvals(),
                        ReviewMark.standing(version, stage.name()),
                        Reviews.opinion(version, stage.name(), actor.person()).isPresent(),
                        stage.single()
                                ? model.champion(stage.name())
                                        .map(Version::number)
                                        .orElse(null)
                                : null));
            } catch (RegistryException e) {
                // The version or the stage went away since the page was asked for.
                LOGGER.log(Level.FINE, e, () -> "Nothing to say about " + stage.name());
            }
        }
        return all;
    }
}
