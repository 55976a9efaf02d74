package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.modeldelivery.badge.ModelBadge;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The badges of models, for those who may see them ({@link Permissions#VIEW_BADGE}) and perhaps nothing else in this
 * Jenkins: that is why they are not below the models' pages. To everybody else a model that exists looks like one that does
 * not.
 */
@Extension
public final class Badges implements UnprotectedRootAction {

    private static final String ROOT = "model-badge";
    private static final Logger LOGGER = Logger.getLogger(Badges.class.getName());

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getDisplayName() {
        return null;
    }

    @NonNull
    @Override
    public String getUrlName() {
        return ROOT;
    }

    /** Address of the badge of a model, relative to the root of Jenkins. */
    @NonNull
    public static String address(@NonNull ModelName name) {
        String path =
                Arrays.stream(name.value().split("/")).map(Util::fullEncode).collect(Collectors.joining("/"));
        return ROOT + "/badge.svg?model=" + path;
    }

    /**
     * The image.
     *
     * @param model full name
     * @param stage whose champion it shows; empty: the last stage's
     * @param version number or alias of the version that it shows, wherever that stands; empty: the stage's champion
     * @param metric name; {@code none}: none; empty: the one that says most
     * @param drift {@code false}: it does not speak of drift
     * @param label the left half; empty: the model's name
     */
    @GET
    @WebMethod(name = "badge.svg")
    public HttpResponse doBadge(
            @QueryParameter String model,
            @QueryParameter String stage,
            @QueryParameter String version,
            @QueryParameter String metric,
            @QueryParameter String drift,
            @QueryParameter String label)
            throws IOException {
        ModelBadge.Wanted wanted = new ModelBadge.Wanted(stage, metric, !"false".equals(drift), label);
        String spec = Util.fixEmptyAndTrim(version);
        Optional<ModelName> name = name(model);
        if (name.isEmpty() || !ModelAccess.has(name.get(), Permissions.VIEW_BADGE)) {
            throw HttpResponses.notFound();
        }
        return badge(name.get(), spec, wanted).orElseThrow(HttpResponses::notFound);
    }

    private static Optional<ModelBadge> badge(ModelName name, String version, ModelBadge.Wanted wanted)
            throws IOException {
        Registry registry = ModelRegistry.get();
        if (version == null) {
            return registry.summary(name).map(summary -> ModelBadge.of(summary, registry.stages(), wanted));
        }
        return registry.find(name)
                .map(model -> Selector.find(model, version, registry.stages())
                        .map(found -> ModelBadge.of(name, found, registry.stages(), wanted))
                        .orElseGet(() -> ModelBadge.unknownVersion(name, wanted)));
    }

    private static Optional<ModelName> name(String text) {
        try {
            return Optional.of(ModelName.resolve(Util.fixEmptyAndTrim(text), null));
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Asked for the badge of a model that cannot be");
            return Optional.empty();
        }
    }
}
