package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * One version of a model: everything an approver needs on one page. One object a request, made only for those who may view
 * the model.
 */
@ExportedBean
public final class VersionPage implements ModelObject {

    /** Characters of a digest that are enough to recognise it. */
    private static final int SHORT_DIGEST = 12;

    /** Larger result documents are not read for a page: they are no result of the engine. */
    private static final long MAX_RESULT_BYTES = 16L << 20;

    private static final Logger LOGGER = Logger.getLogger(VersionPage.class.getName());

    private final Model model;
    private final Version version;
    private List<InputRow> inputs;

    VersionPage(@NonNull Model model, @NonNull Version version) {
        this.model = model;
        this.version = version;
    }

    @Override
    public String getDisplayName() {
        return Messages.VersionPage_displayName(String.valueOf(version.number()));
    }

    /** The model's page, for what both show. */
    @NonNull
    public ModelPage getOwner() {
        return new ModelPage(model);
    }

    /** Full name of the model. */
    @Exported
    @NonNull
    public String getModel() {
        return model.name().value();
    }

    /** What tables show of it, too. */
    @Exported
    @NonNull
    public VersionRow getVersion() {
        return new VersionRow(model.name(), version);
    }

    /** Free text; null: none. */
    @CheckForNull
    @Exported
    public String getDescription() {
        return Util.fixEmptyAndTrim(version.facts().description());
    }

    /** What it predicts; null when not known. */
    @CheckForNull
    @Exported
    public String getTask() {
        Task task = version.facts().task();
        return task == null ? null : task.toString();
    }

    /** The column it predicts; null when not known. */
    @CheckForNull
    @Exported
    public String getTarget() {
        return version.facts().target();
    }

    /** Key-value notes, sorted. */
    @Exported
    @NonNull
    public Map<String, String> getTags() {
        return new TreeMap<>(version.facts().tags());
    }

    /** The metrics as a table. */
    @NonNull
    public List<MetricRow> getMetrics() {
        return MetricRow.all(version);
    }

    /** Where it comes from. */
    @Exported
    @NonNull
    public Origin getLineage() {
        return Origin.of(version);
    }

    /** The model file. */
    @Exported
    @NonNull
    public Origin.File getFile() {
        BlobRef file = version.facts().model();
        return new Origin.File(file.name(), file.sha256(), file.bytes(), 0);
    }

    /** {@code model-delivery}, {@code onnx}, {@code tribuo} or {@code other}. */
    @Exported
    @NonNull
    public String getFormat() {
        return version.facts().format();
    }

    /** All validations, newest first. */
    @Exported
    @NonNull
    public List<ValidationMark> getValidations() {
        return ValidationMark.all(version);
    }

    /** All drift checks, newest first. */
    @Exported
    @NonNull
    public List<DriftMark> getDriftChecks() {
        return DriftMark.all(version);
    }

    /** Its inputs, most important first; empty where the training left no word about them. */
    @Exported
    @NonNull
    public List<InputRow> getInputs() {
        if (inputs == null) {
            inputs = readInputs();
        }
        return inputs;
    }

    /** Whether the training left a report. */
    public boolean isReport() {
        return version.facts().documents().containsKey(Harvest.REPORT);
    }

    /** Stages the current user may move it to, nearest first; empty when there is none. */
    @NonNull
    public List<String> getPromotable() throws IOException {
        if (model.damage() != null || !ModelAccess.has(model.name(), Permissions.PROMOTE)) {
            return List.of();
        }
        List<String> names = ModelRegistry.get().stages().names();
        return names.subList(Math.min(names.indexOf(version.stage()) + 1, names.size()), names.size());
    }

    /** {@code .../training/}: what the training left. */
    @NonNull
    public Documents getTraining() {
        return new Documents(version.facts().documents());
    }

    /**
     * {@code .../check/17/}: what a validation or a drift check left.
     *
     * @param seq its line of the ledger
     */
    @CheckForNull
    public Documents getCheck(String seq) {
        return Stream.concat(
                        version.validations().stream()
                                .filter(v -> String.valueOf(v.seq()).equals(seq))
                                .map(v -> v.event().documents()),
                        version.driftChecks().stream()
                                .filter(d -> String.valueOf(d.seq()).equals(seq))
                                .map(d -> d.event().documents()))
                .findFirst()
                .map(Documents::new)
                .orElse(null);
    }

    /** The model file as a download. */
    @GET
    @WebMethod(name = "model")
    public HttpResponse doModel() {
        return BlobResponse.download(version.facts().model());
    }

    /** Moves the version into a stage, if the stage's policy lets it. */
    @RequirePOST
    public HttpResponse doPromote(@QueryParameter String to, @QueryParameter String reason) throws IOException {
        ModelAccess.acl(model.name()).checkPermission(Permissions.PROMOTE);
        String stage = Util.fixEmptyAndTrim(to);
        if (stage == null) {
            throw new Failure(Messages.VersionPage_noStage());
        }
        try {
            ModelRegistry.get()
                    .changes(
                            model.name(),
                            Actor.user(Jenkins.getAuthentication2().getName()))
                    .promote(version.number(), stage, Util.fixEmptyAndTrim(reason));
        } catch (RegistryException | InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Refused to promote " + model.name() + " v" + version.number());
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectToDot();
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /** The start of a digest, enough to recognise it. */
    @NonNull
    static String shortened(@NonNull String digest) {
        return digest.length() <= SHORT_DIGEST ? digest : digest.substring(0, SHORT_DIGEST);
    }

    private List<InputRow> readInputs() {
        BlobRef result = version.facts().documents().get(Harvest.RESULT);
        if (result == null || result.bytes() > MAX_RESULT_BYTES) {
            return List.of();
        }
        try (InputStream in = ModelRegistry.get().open(result)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(Json.parse(text, TrainResult.class, result.name()))
                    .filter(r -> r.signature() != null)
                    .map(InputRow::all)
                    .orElse(List.of());
        } catch (IOException e) {
            // The rest of the page is of use without; the registry's own check finds a damaged blob.
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot read the training result of " + model.name() + " v" + version.number());
            return List.of();
        }
    }
}
