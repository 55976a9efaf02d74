package io.jenkins.plugins.modeldelivery.token;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.FactLine;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.tokenmacro.DataBoundTokenMacro;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * {@code ${MODEL_NAME}}, {@code ${MODEL_VERSION}}, {@code ${MODEL_STAGE}}, {@code ${MODEL_METRIC, metric="auc"}} and {@code
 * ${MODEL_SUMMARY}}: of the version that the build's last step was about, or with {@code model="rain"} of the last of that
 * model. A build that did nothing with models has empty ones. They know only what the build itself used.
 */
@OptionalExtension(requirePlugins = "token-macro")
public final class ModelToken extends DataBoundTokenMacro {

    private static final String NAME = "MODEL_NAME";
    private static final String VERSION = "MODEL_VERSION";
    private static final String STAGE = "MODEL_STAGE";
    private static final String METRIC = "MODEL_METRIC";
    private static final String SUMMARY = "MODEL_SUMMARY";
    private static final List<String> NAMES = List.of(NAME, VERSION, STAGE, METRIC, SUMMARY);

    private String model;
    private String metric;

    /** Relative to the folder of the job, or absolute with a leading {@code /}; none: the model of the last step. */
    @Parameter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    /** Of {@code MODEL_METRIC}. */
    @Parameter
    public void setMetric(String metric) {
        this.metric = Util.fixEmptyAndTrim(metric);
    }

    @Override
    public boolean acceptsMacroName(String macroName) {
        return NAMES.contains(macroName);
    }

    @Override
    public List<String> getAcceptedMacroNames() {
        return NAMES;
    }

    @Override
    public String evaluate(AbstractBuild<?, ?> build, TaskListener listener, String macroName)
            throws MacroEvaluationException, IOException, InterruptedException {
        return evaluate(build, null, listener, macroName);
    }

    @Override
    public String evaluate(Run<?, ?> run, FilePath workspace, TaskListener listener, String macroName)
            throws MacroEvaluationException, IOException, InterruptedException {
        List<ModelFact> facts = facts(run);
        if (macroName.equals(SUMMARY)) {
            return FactLine.all(facts).stream()
                    .map(line -> line.kind() + " " + line.subject() + ": " + line.headline())
                    .collect(Collectors.joining("\n"));
        }
        List<ModelFact> versions =
                facts.stream().filter(f -> f.getVersion() > 0).toList();
        if (versions.isEmpty()) {
            return "";
        }
        ModelFact last = versions.get(versions.size() - 1);
        return switch (macroName) {
            case NAME -> last.currentModel();
            case VERSION -> Integer.toString(last.getVersion());
            case STAGE -> stage(versions, last);
            default -> metric(last);
        };
    }

    private List<ModelFact> facts(Run<?, ?> run) throws MacroEvaluationException {
        ModelBuildAction action = run.getAction(ModelBuildAction.class);
        if (action == null) {
            return List.of();
        }
        if (model == null) {
            return action.getFacts();
        }
        try {
            String name = ModelName.resolve(model, ModelAccess.folder(run.getParent()))
                    .value();
            return action.getFacts().stream()
                    .filter(f -> f.currentModel().equals(name))
                    .toList();
        } catch (InputException e) {
            throw new MacroEvaluationException(e.getMessage(), e);
        }
    }

    /** Where the version stood after the last step that knows. */
    private static String stage(List<ModelFact> facts, ModelFact last) {
        return facts.stream()
                .filter(f -> f.getVersion() == last.getVersion() && f.getModel().equals(last.getModel()))
                .filter(f -> f.getStage() != null)
                .map(ModelFact::getStage)
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** As validated last, else as trained or registered. */
    private String metric(ModelFact fact) throws MacroEvaluationException, IOException {
        if (metric == null) {
            throw new MacroEvaluationException("Say which metric: ${MODEL_METRIC, metric=\"auc\"}");
        }
        Optional<Version> version = ModelRegistry.get()
                .find(new ModelName(fact.currentModel()))
                .flatMap(found -> found.version(fact.getVersion()));
        if (version.isEmpty()) {
            return "";
        }
        Map<String, Double> metrics = new TreeMap<>(version.get().facts().metrics());
        version.get().validation().ifPresent(v -> metrics.putAll(v.event().metrics()));
        Double value = metrics.get(metric);
        if (value == null) {
            throw new MacroEvaluationException(named(fact) + " has no metric '" + metric + "'. "
                    + Nearest.advice(metric, metrics.keySet(), "metrics"));
        }
        return value.toString();
    }

    @NonNull
    private static String named(ModelFact fact) {
        return fact.currentModel() + " v" + fact.getVersion();
    }
}
