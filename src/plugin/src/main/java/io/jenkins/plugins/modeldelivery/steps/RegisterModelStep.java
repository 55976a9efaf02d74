package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.format.Declaration;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.outcome.ModelVersion;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.ForeignFile;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Registers a model file that any tool made as a new version. Returns a {@link ModelVersion}. */
public final class RegisterModelStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private static final List<String> TASKS = Arrays.stream(Task.values())
            .filter(Task::supervised)
            .map(Task::toString)
            .toList();

    private final String file;
    private String format = "other";

    /** Numbers, and texts that are none, for the message. */
    private LinkedHashMap<String, Object> metrics = new LinkedHashMap<>();

    private String target;
    private String task;
    private ArrayList<String> features = new ArrayList<>();
    private ArrayList<String> classes = new ArrayList<>();
    private String positive;
    private String description;
    private LinkedHashMap<String, String> tags;
    private boolean archive;

    @DataBoundConstructor
    public RegisterModelStep(String model, String file) {
        super(model);
        this.file = Util.fixEmptyAndTrim(file);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        mistakes.required("file", file);
        mistakes.oneOf("format", format, ModelFormat.ids());
        mistakes.oneOf("task", task, TASKS);
        if (ModelFormat.ids().contains(format) && (task == null || TASKS.contains(task))) {
            Problems problems = new Problems();
            declaration().check(ModelFormat.of(format, "format"), problems);
            problems.list().forEach(p -> mistakes.add(p.where(), p.what(), p.advice()));
        }
        checkMetrics(mistakes, metrics);
        Tags.check(mistakes, tags);
    }

    @CheckForNull
    @Override
    public ModelFact.Kind forgivenAs() {
        return isLenient() ? ModelFact.Kind.REGISTERED : null;
    }

    @NonNull
    @Override
    public ModelVersion act(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException {
        work.demand(Permissions.REGISTER);
        FilePath source = work.existing("file", file);
        ForeignFile stored;
        try (InputStream content = source.read()) {
            stored = ForeignFile.store(
                    work.registry(), source.getName(), content, ModelFormat.of(format, "format"), declaration());
        } catch (InputException e) {
            throw (IOException) new AbortException("registerModel: " + e.getMessage()).initCause(e);
        }
        BlobRef blob = stored.model();
        Version version = work.registry()
                .register(
                        work.model(),
                        stored.version(
                                numbers(),
                                new Lineage(work.code(), work.build(), List.of(), null, null, null),
                                description,
                                tags,
                                work.key()),
                        work.actor());
        String headline = metrics.isEmpty() ? format : Headline.of(null, numbers());
        work.say("Registered " + work.model() + " v" + version.number() + " in " + version.stage() + ": " + blob.name()
                + ", " + blob.bytes() + " bytes, sha256 " + blob.sha256());
        if (stored.signature() != null) {
            work.say("Its file: " + stored.signature().sentence());
            String missing = stored.signature().missing();
            if (missing != null) {
                work.say("To be run on data it has to be registered with " + missing
                        + "; without, it can be promoted and fetched");
            }
        }
        work.made(version);
        if (archive) {
            work.archive(version, source);
        }
        work.note(ModelFact.Kind.REGISTERED, ModelFact.Level.OK, version.number(), version.stage(), headline);
        return new ModelVersion(work.model().value(), version);
    }

    private Declaration declaration() {
        return new Declaration(
                task == null ? null : Task.valueOf(task.toUpperCase(Locale.ROOT)), target, features, classes, positive);
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
    public List<String> getClasses() {
        return classes;
    }

    @DataBoundSetter
    public void setClasses(@CheckForNull List<String> classes) {
        this.classes = lines(classes);
    }

    @CheckForNull
    public String getPositive() {
        return positive;
    }

    @DataBoundSetter
    public void setPositive(@CheckForNull String positive) {
        this.positive = Util.fixEmpty(positive);
    }

    public String getFile() {
        return file;
    }

    @NonNull
    public String getFormat() {
        return format;
    }

    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        this.format = Util.fixEmptyAndTrim(format) == null ? "other" : format;
    }

    /** By name: numbers, and texts that are none yet, for they are variables of a build. */
    @NonNull
    public Map<String, Object> getMetrics() {
        return metrics;
    }

    /** @param metrics name to number; a Pipeline may give any kind of number, or text that is one */
    @DataBoundSetter
    public void setMetrics(@CheckForNull Map<String, ?> metrics) {
        this.metrics = new LinkedHashMap<>();
        if (metrics != null) {
            for (Map.Entry<?, ?> metric : ((Map<?, ?>) metrics).entrySet()) {
                String value = String.valueOf(metric.getValue());
                this.metrics.put(
                        String.valueOf(metric.getKey()),
                        Lines.number(value).<Object>map(n -> n).orElse(value));
            }
        }
    }

    private static void checkMetrics(Mistakes mistakes, Map<String, ?> metrics) {
        metrics.forEach((name, value) -> {
            if (name.isBlank()) {
                mistakes.add("metrics", "has an empty name", "Write metrics: [auc: 0.91]");
            } else if (Lines.number(String.valueOf(value)).isEmpty()) {
                mistakes.add("metrics", name + " is '" + value + "', which is no number", null);
            }
        });
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        metrics.forEach((name, value) -> Lines.number(String.valueOf(value)).ifPresent(n -> numbers.put(name, n)));
        return numbers;
    }

    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = Util.fixEmpty(target);
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

    @CheckForNull
    public Map<String, String> getTags() {
        return tags;
    }

    /** For the form: one in each line. */
    @NonNull
    public String getFeaturesLines() {
        return String.join("\n", features);
    }

    /** For the form: one in each line. */
    @NonNull
    public String getClassesLines() {
        return String.join("\n", classes);
    }

    /** For the form: {@code key=value} in each line. */
    @NonNull
    public String getTagsLines() {
        return Lines.of(tags);
    }

    /** For the form: {@code name=value} in each line. */
    @NonNull
    public String getMetricsLines() {
        return Lines.of(metrics);
    }

    @DataBoundSetter
    public void setTags(@CheckForNull Map<String, String> tags) {
        this.tags = Tags.copy(tags);
    }

    @Extension
    @Symbol("registerModel")
    public static final class DescriptorImpl extends ModelStepDescriptor {
        public DescriptorImpl() {
            super("registerModel", Messages.RegisterModelStep_displayName(), WORKSPACE);
        }

        @Override
        protected boolean needsModel() {
            return false;
        }

        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Map<String, String> tags = Lines.take(form, "tags");
            Map<String, String> metrics = Lines.take(form, "metrics");
            RegisterModelStep step = (RegisterModelStep) super.newInstance(request, form);
            step.setTags(tags);
            step.setMetrics(metrics);
            return step;
        }

        @POST
        public ListBoxModel doFillFormatItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            ModelFormat.ids().forEach(items::add);
            return items;
        }

        @POST
        public ListBoxModel doFillTaskItems(@AncestorInPath Item item) {
            return withDefault(Messages.RegisterModelStep_asTheFile(), TASKS);
        }

        @POST
        public ComboBoxModel doFillPositiveItems(@AncestorInPath Item item, @QueryParameter String model) {
            return new Choices(item).classes(model);
        }

        @POST
        public FormValidation doCheckFile(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("file", value));
        }

        @POST
        public ComboBoxModel doFillTargetItems(@AncestorInPath Item item, @QueryParameter String model) {
            return new Choices(item).target(model);
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> checkMetrics(mistakes, Lines.parse(value)));
        }

        @POST
        public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> Tags.check(mistakes, Lines.parse(value)));
        }
    }
}
