package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The configuration of the registry: stages with their policies, retention, and how far builds reach. Only administrators
 * change it, not everybody with Overall/Manage: a policy that is loosened lets versions into production.
 *
 * <p>What is set is checked as a whole before anything of it holds. What is loaded cannot be refused any more; a stage in
 * it that has a fault is left out, so that nothing enters it, and {@link ConfigurationMonitor} tells the administrator.
 */
@Extension
@Symbol("modelDelivery")
public final class ModelDeliveryConfiguration extends GlobalConfiguration {

    private static final Logger LOGGER = Logger.getLogger(ModelDeliveryConfiguration.class.getName());

    /** As written; null: {@link Stages#DEFAULT}. */
    private List<StageConfiguration> stages;

    /** Null: every version is kept. */
    private RetentionConfiguration retention;

    /** Null: the engine's defaults. */
    private DriftDefaults drift;

    private boolean otherFolders;

    private boolean buildDescriptions;

    /** What {@link #stages} say. */
    private transient volatile Stages current = Stages.DEFAULT;

    private transient volatile List<String> faults = List.of();

    public ModelDeliveryConfiguration() {
        load();
    }

    /** The configuration of this controller. */
    @NonNull
    public static ModelDeliveryConfiguration get() {
        return ExtensionList.lookupSingleton(ModelDeliveryConfiguration.class);
    }

    /** The stages that hold now, from memory. */
    @NonNull
    Stages current() {
        return current;
    }

    /** What was wrong with the configuration when it was loaded, one sentence each. */
    @NonNull
    List<String> faults() {
        return faults;
    }

    /** First to last; changing the list or what is in it changes nothing. */
    @NonNull
    public synchronized List<StageConfiguration> getStages() {
        return stages == null
                ? Stages.DEFAULT.order().stream().map(StageConfiguration::of).toList()
                : List.copyOf(stages);
    }

    /**
     * @param stages first to last; null: the default
     * @throws InputException if they cannot be used; nothing is changed then
     */
    @DataBoundSetter
    public synchronized void setStages(@CheckForNull List<StageConfiguration> stages) {
        Stages checked = stages == null ? Stages.DEFAULT : read(stages);
        this.stages = stages == null ? null : new ArrayList<>(stages);
        current = checked;
        faults = List.of();
        save();
    }

    /** Which versions may go; null: none. */
    @CheckForNull
    public synchronized RetentionConfiguration getRetention() {
        return retention;
    }

    /**
     * @param retention null: every version is kept
     * @throws InputException if it cannot be used; nothing is changed then
     */
    @DataBoundSetter
    public synchronized void setRetention(@CheckForNull RetentionConfiguration retention) {
        if (retention != null) {
            retention.toRetention();
        }
        this.retention = retention;
        save();
    }

    /** Which versions may go, as the registry decides with it. */
    @NonNull
    synchronized Retention retention() {
        return retention == null ? Retention.EVERYTHING : retention.toRetention();
    }

    /** What drift checks go by where a step does not say; null: what the engine does. */
    @CheckForNull
    public synchronized DriftDefaults getDrift() {
        return drift;
    }

    /**
     * @param drift null: what the engine does
     * @throws InputException if it cannot be used; nothing is changed then
     */
    @DataBoundSetter
    public synchronized void setDrift(@CheckForNull DriftDefaults drift) {
        if (drift != null) {
            drift.check();
        }
        this.drift = drift;
        save();
    }

    /** Whether a build that runs as SYSTEM may use the models of every folder. */
    public synchronized boolean isOtherFolders() {
        return otherFolders;
    }

    @DataBoundSetter
    public synchronized void setOtherFolders(boolean otherFolders) {
        this.otherFolders = otherFolders;
        save();
    }

    /** Whether what a build did with models becomes its description, unless somebody else gave it one. */
    public synchronized boolean isBuildDescriptions() {
        return buildDescriptions;
    }

    @DataBoundSetter
    public synchronized void setBuildDescriptions(boolean buildDescriptions) {
        this.buildDescriptions = buildDescriptions;
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        // An empty list is no field at all in a submitted form.
        JSONArray submitted = JSONArray.fromObject(json.has("stages") ? json.get("stages") : new JSONArray());
        List<StageConfiguration> wanted = req.bindJSONToList(StageConfiguration.class, submitted);
        RetentionConfiguration keep = json.has("retention")
                ? req.bindJSON(RetentionConfiguration.class, json.getJSONObject("retention"))
                : null;
        DriftDefaults checks =
                json.has("drift") ? req.bindJSON(DriftDefaults.class, json.getJSONObject("drift")) : null;
        try (BulkChange change = new BulkChange(this)) {
            // Whichever throws has changed nothing: what can be refused comes before what is set.
            read(wanted);
            if (checks != null) {
                checks.check();
            }
            setRetention(keep);
            setDrift(checks);
            setStages(wanted);
            setOtherFolders(json.optBoolean("otherFolders"));
            setBuildDescriptions(json.optBoolean("buildDescriptions"));
            change.commit();
        } catch (InputException e) {
            throw new FormException(e.getMessage(), e, "stages");
        } catch (IOException e) {
            throw new FormException(e, "stages");
        }
        return true;
    }

    /** Reads the configuration from disk; whatever is there, stages hold afterwards. */
    @Override
    public synchronized void load() {
        XmlFile file = getConfigFile();
        if (!file.exists()) {
            return;
        }
        List<String> found = new ArrayList<>();
        reset();
        try {
            file.unmarshal(this);
            current = stages == null ? Stages.DEFAULT : salvage(stages, found);
            checkRetention(found);
            checkDrift(found);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.SEVERE, e, () -> "Cannot read " + file + ": the default configuration holds");
            reset();
            current = Stages.DEFAULT;
            found.add(Messages.ModelDeliveryConfiguration_unreadable(file.getFile()));
        }
        found.forEach(fault -> LOGGER.log(Level.SEVERE, "{0}: {1}", new Object[] {file, fault}));
        faults = List.copyOf(found);
    }

    /** What a file does not say has its default. */
    private void reset() {
        stages = null;
        retention = null;
        drift = null;
        otherFolders = false;
        buildDescriptions = false;
    }

    /** A retention that cannot be understood deletes nothing. */
    private void checkRetention(List<String> faults) {
        try {
            retention();
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Left out the retention");
            retention = null;
            faults.add(e.getMessage());
        }
    }

    /** Defaults that cannot be understood are none. */
    private void checkDrift(List<String> faults) {
        try {
            if (drift != null) {
                drift.check();
            }
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Left out the defaults of drift checks");
            drift = null;
            faults.add(e.getMessage());
        }
    }

    private static Stages read(List<StageConfiguration> written) {
        return new Stages(written.stream().map(StageConfiguration::toStage).toList());
    }

    /** The stages that are sound, and what is wrong with the others. */
    private static Stages salvage(List<StageConfiguration> written, List<String> faults) {
        List<Stage> sound = new ArrayList<>();
        for (StageConfiguration stage : written) {
            List<Stage> tried = new ArrayList<>(sound);
            try {
                tried.add(stage.toStage());
                new Stages(tried);
                sound = tried;
            } catch (InputException e) {
                LOGGER.log(Level.FINE, e, () -> "Left out stage " + stage.getName());
                faults.add(e.getMessage());
            }
        }
        if (sound.isEmpty()) {
            faults.add(Messages.ModelDeliveryConfiguration_noStage());
            return Stages.DEFAULT;
        }
        return new Stages(sound);
    }
}
