package io.jenkins.plugins.modeldelivery.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.pages.Badges;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column of list views: what the job's last builds did with models, and who is champion now. */
public final class ModelsColumn extends ListViewColumn {

    /** Builds that are looked at: a view shows many jobs, and each build may have to be read from disk. */
    private static final int BUILDS = 5;

    /** Models that are shown; a job of more has a page that lists them. */
    private static final int MODELS = 3;

    private static final Logger LOGGER = Logger.getLogger(ModelsColumn.class.getName());

    @DataBoundConstructor
    public ModelsColumn() {}

    /**
     * What one of the last builds did with a model.
     *
     * @param line what it did
     * @param build its name
     * @param buildUrl relative to the root of Jenkins
     * @param badge address of the badge of the model, relative to the root of Jenkins; null when the user may not see it
     */
    public record Entry(FactLine line, String build, String buildUrl, String badge) {}

    /** One entry a model, of the last build that did something; empty when none of the last few did. */
    @NonNull
    public List<Entry> entries(@NonNull Job<?, ?> job) {
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < BUILDS && run != null; i++, run = run.getPreviousBuild()) {
            ModelBuildAction action = run.getAction(ModelBuildAction.class);
            if (action != null) {
                return entries(run, action.getFacts());
            }
        }
        return List.of();
    }

    private static List<Entry> entries(Run<?, ?> run, List<ModelFact> facts) {
        Map<String, ModelFact> last = new LinkedHashMap<>();
        facts.forEach(fact -> last.put(fact.currentModel(), fact));
        List<Entry> entries = new ArrayList<>();
        last.values().stream()
                .limit(MODELS)
                .forEach(fact -> entries.add(new Entry(
                        FactLine.all(List.of(fact)).get(0), run.getDisplayName(), run.getUrl(), badge(fact))));
        return entries;
    }

    @CheckForNull
    private static String badge(ModelFact fact) {
        try {
            ModelName name = new ModelName(fact.currentModel());
            return ModelAccess.has(name, Permissions.VIEW_BADGE) ? Badges.address(name) : null;
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "A build names a model that cannot be");
            return null;
        }
    }

    /** Offered, not shown by itself. */
    @Extension
    @Symbol("models")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelsColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
