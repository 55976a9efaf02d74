package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.announce.Announcements;
import io.jenkins.plugins.modeldelivery.announce.CheckReports;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.outcome.ModelVersion;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Purpose;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.trainer.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Trains a model on the agent and registers it as a new version. Returns a {@link ModelVersion}. */
public final class TrainModelStep extends LearningStep {
    private static final long serialVersionUID = 1L;

    static final List<String> TASKS =
            Arrays.stream(Task.values()).map(Task::toString).toList();

    private final String data;
    private String target;
    private Trainer trainer;
    private String task;
    private ArrayList<String> features = new ArrayList<>();
    private ArrayList<String> ignore = new ArrayList<>();
    private String positive;
    private String testData;
    private Double test;
    private String timeColumn;
    private String groupColumn;
    private Long seed;
    private String description;
    private LinkedHashMap<String, String> tags;
    private boolean archive;
    private boolean skipPublishingChecks;
    private String into;
    private String export;

    @DataBoundConstructor
    public TrainModelStep(String model, String data) {
        super(model);
        this.data = Util.fixEmptyAndTrim(data);
    }

    /** With the column to predict, which most trainers need. */
    public TrainModelStep(String model, String data, String target) {
        this(model, data);
        setTarget(target);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.required("data", data);
        checkTarget(mistakes);
        mistakes.oneOf("task", task, TASKS);
        mistakes.oneOf("into", into, ModelRegistry.stages().names());
        mistakes.between("test", test, 0, 1);
        if (test != null && testData != null) {
            mistakes.add("test", "is given together with testData", "Give one of the two");
        }
        checkGroup(mistakes, groupColumn, timeColumn);
        if (!features.isEmpty() && !ignore.isEmpty()) {
            mistakes.add("ignore", "is given together with features", "Give one of the two");
        }
        checkColumns(mistakes, "features", features, target);
        checkColumns(mistakes, "ignore", ignore, target);
        checkLearning(mistakes, target);
        checkExport(mistakes, export);
        if (trainer != null) {
            trainer.check(mistakes);
        }
        Tags.check(mistakes, tags);
        DataExpectation.check(getExpect(), false, mistakes);
    }

    private void checkTarget(Mistakes mistakes) {
        if (trainer == null || trainer.learnsFromTarget()) {
            mistakes.required("target", target);
        } else if (target != null && trainer.refusesTarget()) {
            mistakes.add(
                    "target",
                    "is given, and kMeans learns without one",
                    "Leave it out; put the column into ignore where it is not to be clustered by");
        }
    }

    @CheckForNull
    @Override
    public ModelFact.Kind forgivenAs() {
        return isLenient() ? ModelFact.Kind.TRAINED : null;
    }

    static void checkExport(Mistakes mistakes, String export) {
        if (export != null && !export.matches("(?i).*[.](onnx|ubj|json)")) {
            mistakes.add(
                    "export",
                    "is '" + export + "', whose ending says no format",
                    "Name a file that ends in .onnx, or for trees in .ubj or .json");
        }
    }

    static void checkGroup(Mistakes mistakes, String groupColumn, String timeColumn) {
        if (groupColumn != null && timeColumn != null) {
            mistakes.add("groupColumn", "is given together with timeColumn", "Give one of the two");
        }
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.REGISTER);
        if (into != null) {
            Lineage.Code code = preparation.code();
            List<String> missing = preparation
                    .registry()
                    .missingOfCode(preparation.model(), into, code == null ? null : code.commit());
            if (!missing.isEmpty()) {
                throw new AbortException("Not trained for " + into + ". " + String.join(" ", missing));
            }
        }
        Lookups lookups = new Lookups();
        lookups.find("data", () -> preparation.inputs("data", data));
        if (testData != null) {
            lookups.find("testData", () -> preparation.inputs("testData", testData));
        }
        lookups.refuse("trainModel");
        TrainRequest training = new TrainRequest(
                preparation.model().value(),
                preparation.out(),
                data,
                target,
                task == null ? null : Task.valueOf(task.toUpperCase(Locale.ROOT)),
                trainer == null ? null : trainer.spec(),
                features,
                ignore,
                positive,
                testData,
                test,
                timeColumn,
                seed,
                null,
                groupColumn,
                getWeightColumn(),
                getClassWeights(),
                getIncreasing(),
                getDecreasing(),
                export,
                reading());
        return DataCheckRequest.before(training, data, DataExpectation.all(getExpect(), null, null));
    }

    @NonNull
    @Override
    public ModelVersion finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException, RegistryException {
        DataVerdict.beforehand(completion, isLenient());
        TrainResult trained = completion.expect(result, TrainResult.class);
        completion.demand(Permissions.REGISTER);
        Version version = completion
                .registry()
                .register(
                        completion.model(),
                        Harvest.version(
                                trained,
                                completion.store(trained.artifact()),
                                completion.documents(trained.report()),
                                completion.code(),
                                completion.build(),
                                description,
                                Purpose.add(tags, into),
                                completion.key()),
                        completion.actor());
        String headline = Headline.of(trained.task(), version.facts().metrics());
        completion.say("Registered " + completion.model() + " v" + version.number() + " in " + version.stage()
                + (into == null ? "" : " for " + into) + ": " + headline);
        if (export != null) {
            completion.say("Exported v" + version.number() + " to " + export);
        }
        completion.made(version);
        if (archive) {
            completion.archive(version, trained.artifact());
        }
        completion.note(ModelFact.Kind.TRAINED, ModelFact.Level.OK, version.number(), version.stage(), headline);
        if (!skipPublishingChecks) {
            Announcements.check(completion, CheckReports.trained(completion.model(), version, headline));
        }
        return new ModelVersion(completion.model().value(), version);
    }

    public String getData() {
        return data;
    }

    /** The column to predict; null: the trainer needs none. */
    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = Util.fixEmpty(target);
    }

    @CheckForNull
    public Trainer getTrainer() {
        return trainer;
    }

    @DataBoundSetter
    public void setTrainer(@CheckForNull Trainer trainer) {
        this.trainer = trainer;
    }

    @CheckForNull
    public String getTask() {
        return task;
    }

    @DataBoundSetter
    public void setTask(@CheckForNull String task) {
        this.task = Util.fixEmptyAndTrim(task);
    }

    @NonNull
    public List<String> getFeatures() {
        return features;
    }

    @DataBoundSetter
    public void setFeatures(@CheckForNull List<String> features) {
        this.features = lines(features);
    }

    @NonNull
    public List<String> getIgnore() {
        return ignore;
    }

    @DataBoundSetter
    public void setIgnore(@CheckForNull List<String> ignore) {
        this.ignore = lines(ignore);
    }

    @CheckForNull
    public String getPositive() {
        return positive;
    }

    @DataBoundSetter
    public void setPositive(@CheckForNull String positive) {
        this.positive = Util.fixEmpty(positive);
    }

    @CheckForNull
    public String getTestData() {
        return testData;
    }

    @DataBoundSetter
    public void setTestData(@CheckForNull String testData) {
        this.testData = Util.fixEmptyAndTrim(testData);
    }

    @CheckForNull
    public Double getTest() {
        return test;
    }

    @DataBoundSetter
    public void setTest(@CheckForNull Double test) {
        this.test = test;
    }

    @CheckForNull
    public String getTimeColumn() {
        return timeColumn;
    }

    @DataBoundSetter
    public void setTimeColumn(@CheckForNull String timeColumn) {
        this.timeColumn = Util.fixEmpty(timeColumn);
    }

    @CheckForNull
    public String getGroupColumn() {
        return groupColumn;
    }

    @DataBoundSetter
    public void setGroupColumn(@CheckForNull String groupColumn) {
        this.groupColumn = Util.fixEmpty(groupColumn);
    }

    @CheckForNull
    public Long getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(@CheckForNull Long seed) {
        this.seed = seed;
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    public boolean isArchive() {
        return archive;
    }

    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** The stage that the version is for; null: none in particular. */
    @CheckForNull
    public String getInto() {
        return into;
    }

    @DataBoundSetter
    public void setInto(@CheckForNull String into) {
        this.into = Util.fixEmptyAndTrim(into);
    }

    /** The file that the model is written to for other tools; null: none. */
    @CheckForNull
    public String getExport() {
        return export;
    }

    @DataBoundSetter
    public void setExport(@CheckForNull String export) {
        this.export = Util.fixEmptyAndTrim(export);
    }

    @CheckForNull
    public Map<String, String> getTags() {
        return tags;
    }

    /** For the form: {@code key=value} in each line. */
    @NonNull
    public String getTagsLines() {
        return Lines.of(tags);
    }

    @DataBoundSetter
    public void setTags(@CheckForNull Map<String, String> tags) {
        this.tags = Tags.copy(tags);
    }

    public boolean isSkipPublishingChecks() {
        return skipPublishingChecks;
    }

    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        this.skipPublishingChecks = skipPublishingChecks;
    }

    @Extension
    @Symbol("trainModel")
    public static final class DescriptorImpl extends TrainModelForm {
        public DescriptorImpl() {
            super("trainModel", Messages.TrainModelStep_displayName());
        }
    }
}
