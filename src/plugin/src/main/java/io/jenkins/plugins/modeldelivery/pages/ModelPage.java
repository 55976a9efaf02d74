package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One model: what is in each stage, its versions, what happened last. One object a request, made only for those who may
 * view the model ({@link ModelsPage#getModel}), so nothing below asks for that again.
 */
@ExportedBean
public final class ModelPage implements ModelObject, StaplerFallback {

    /** Versions on a full page. */
    private static final int SIZE = 25;

    /** Ledger lines on the page. */
    private static final int RECENT = 8;

    private final Model model;

    /** @param model that the current user may view */
    public ModelPage(@NonNull Model model) {
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

    /** Key-value notes on the model itself, sorted. */
    @Exported
    @NonNull
    public Map<String, String> getTags() {
        return model.tags();
    }

    /** What the model is for, in the words of its card; null: nobody wrote it. */
    @CheckForNull
    @Exported
    public String getPurpose() {
        return card(CardField.PURPOSE);
    }

    /** Who answers for it, in the words of its card; null: nobody wrote it. */
    @CheckForNull
    @Exported
    public String getOwner() {
        return card(CardField.OWNER);
    }

    private String card(CardField field) {
        Version.Recorded<Event.CardEdited> edit = model.card().get(field.key());
        return edit == null ? null : edit.event().text();
    }

    /** Whether the current user may roll back and take aliases away. */
    public boolean isPromotable() {
        return may(Permissions.PROMOTE);
    }

    /** Whether the current user may write its card and tags, and move it. */
    public boolean isConfigurable() {
        return may(Permissions.CONFIGURE);
    }

    /** Whether the current user may delete it and its versions. */
    public boolean isDeletable() {
        return may(Permissions.DELETE);
    }

    private boolean may(Permission permission) {
        return model.damage() == null && ModelAccess.has(model.name(), permission);
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

    /** What stood in each stage at the time asked for; null: no time was asked for. */
    @CheckForNull
    @Exported
    public At getAt() throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return At.of(model, ModelRegistry.get().stages().names(), request == null ? null : request.getParameter("at"));
    }

    /** Versions that are no more, newest first. */
    @Exported
    @NonNull
    public List<Former> getDeleted() {
        return Newest.first(List.copyOf(model.deleted().values()))
                .map(gone -> Former.of(model.name(), gone))
                .toList();
    }

    /** What happened last, newest first; empty when the ledger cannot be read. */
    @NonNull
    public List<LedgerLine> getRecent() {
        return getLedger().recent(RECENT);
    }

    /** {@code .../ledger/}: what was in which stage, when and why. */
    @NonNull
    public LedgerPage getLedger() {
        return new LedgerPage(model);
    }

    /** {@code .../card/}: what people wrote about it. */
    @NonNull
    public CardPage getCard() {
        return new CardPage(model);
    }

    /** {@code .../rollback} and what else may be done to the model. */
    @Override
    public ModelActions getStaplerFallback() {
        return new ModelActions(model.name());
    }

    /** {@code .../7/}: a version, or what is known of one that is no more. */
    @CheckForNull
    public Object getDynamic(String token) {
        if (!token.matches("[1-9][0-9]{0,8}")) {
            return null;
        }
        int number = Integer.parseInt(token);
        Model.Deleted deleted = model.deleted().get(number);
        if (deleted != null) {
            return new DeletedVersionPage(model, deleted);
        }
        Optional<Version> version = model.version(number);
        return version.isPresent()
                ? new VersionPage(model, version.get())
                : new Absent(Messages.ModelPage_noVersion(getName(), token));
    }

    /** Address of its badge, relative to the root of Jenkins. */
    @Exported
    @NonNull
    public String getBadge() {
        return Badges.address(model.name());
    }

    /** The badge with a link to this page, for a README; null while Jenkins does not know its own address. */
    @CheckForNull
    public String getMarkdown() {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? null
                : "[![" + model.name().name() + "](" + root + getBadge() + ")](" + root + getUrl() + ")";
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /**
     * A version that is no more.
     *
     * @param number that it had
     * @param url of the page that says what is known of it, relative to the root of Jenkins
     * @param registered when
     * @param deleted when
     * @param by who deleted it
     * @param why as far as somebody said; null: nobody did
     */
    @ExportedBean(defaultVisibility = 999)
    public record Former(
            @Exported int number,
            @Exported String url,
            @Exported Moment registered,
            @Exported Moment deleted,
            @Exported String by,
            @Exported String why) {

        private static Former of(ModelName name, Model.Deleted gone) {
            int number = gone.facts().version();
            return new Former(
                    number,
                    Links.version(name, number),
                    Moment.of(gone.registered()),
                    Moment.of(gone.deletion().time()),
                    gone.deletion().actor().phrase(),
                    gone.deletion().event().reason());
        }
    }
}
