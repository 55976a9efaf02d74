package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.badge.ModelBadge;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * One model: what is in each stage, its versions, what happened last. One object a request, made only for those who may
 * view the model ({@link ModelsPage#getModel}), so nothing below asks for that again.
 */
@ExportedBean
public final class ModelPage implements ModelObject {

    /** Versions on a full page. */
    private static final int SIZE = 25;

    /** Ledger lines on the page. */
    private static final int RECENT = 8;

    private final Model model;

    ModelPage(@NonNull Model model) {
        this.model = model;
    }

    Model model() {
        return model;
    }

    @Override
    public String getDisplayName() {
        return model.name().name();
    }

    /** Full name. */
    @Exported
    @NonNull
    public String getName() {
        return model.name().value();
    }

    /** Full name of its folder; empty at the root. */
    @NonNull
    public String getFolder() {
        return model.name().folder();
    }

    /** When it was created. */
    @Exported
    @NonNull
    public Moment getCreated() {
        return Moment.of(model.created());
    }

    /** Its address relative to the root of Jenkins. */
    @Exported
    @NonNull
    public String getUrl() {
        return Links.model(model.name());
    }

    /** What is wrong with the ledger, without paths of the controller for those it is not for; null: nothing. */
    @CheckForNull
    @Exported
    public String getDamage() {
        if (model.damage() == null) {
            return null;
        }
        return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ) ? model.damage() : Messages.ModelPage_damage();
    }

    /** What is in each stage, in order. */
    @Exported
    @NonNull
    public List<StageCell> getStages() throws IOException {
        return StageCell.all(model, ModelRegistry.get().stages());
    }

    /** Version numbers by alias. */
    @Exported
    @NonNull
    public Map<String, Integer> getAliases() {
        return model.aliases();
    }

    /** Which part of the versions is shown. */
    @Exported
    @NonNull
    public Paging getPaging() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String page = request == null ? null : request.getParameter("page");
        return Paging.of(page, SIZE, model.versions().size(), "");
    }

    /** The versions on this page, newest first. */
    @Exported
    @NonNull
    public List<VersionRow> getVersions() {
        List<Version> all = new ArrayList<>(model.versions().values());
        return getPaging().of(Newest.first(all).toList()).stream()
                .map(version -> new VersionRow(model.name(), version))
                .toList();
    }

    /** What happened last, newest first; empty when the ledger cannot be read. */
    @NonNull
    public List<LedgerLine> getRecent() {
        List<LedgerLine> lines = getLedger().lines();
        return lines.subList(0, Math.min(RECENT, lines.size()));
    }

    /** {@code .../ledger/}: what was in which stage, when and why. */
    @NonNull
    public LedgerPage getLedger() {
        return new LedgerPage(model);
    }

    /** {@code .../7/}: a version. */
    @CheckForNull
    public Object getDynamic(String token) {
        if (!token.matches("[1-9][0-9]{0,8}")) {
            return null;
        }
        return model.version(Integer.parseInt(token))
                .map(version -> new VersionPage(model, version))
                .orElse(null);
    }

    /** {@code .../badge.svg}: the badge of a stage, by default the last. */
    @GET
    @WebMethod(name = "badge.svg")
    public HttpResponse doBadge(@QueryParameter String stage, @QueryParameter String metric) throws IOException {
        return new ModelBadge(model, ModelRegistry.get().stages(), stage, metric);
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }
}
