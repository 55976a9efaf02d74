package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The ledger of a model: what was in a stage, from when to when and why, and every line behind that. */
@ExportedBean
public final class LedgerPage implements ModelObject {

    /** Lines on a full page. */
    private static final int SIZE = 100;

    private static final Logger LOGGER = Logger.getLogger(LedgerPage.class.getName());

    private final Model model;
    private List<Entry> entries;

    LedgerPage(@NonNull Model model) {
        this.model = model;
    }

    @Override
    public String getDisplayName() {
        return Messages.LedgerPage_displayName();
    }

    /** The model's page, for what both show. */
    @NonNull
    public ModelPage getOwner() {
        return new ModelPage(model);
    }

    /** The stages to choose from. */
    @NonNull
    public List<String> getStages() throws IOException {
        Set<String> names = new LinkedHashSet<>(ModelRegistry.get().stages().names());
        names.add(Stages.ARCHIVED);
        // What stood in a stage that is no longer configured is no less true.
        for (Version.Recorded<Event.Transitioned> move : model.transitions()) {
            names.add(move.event().from());
            names.add(move.event().to());
        }
        return List.copyOf(names);
    }

    /** How a stage is shown. */
    @NonNull
    public StageMark mark(@NonNull String stage) {
        return StageMark.of(stage);
    }

    /** Whose history is shown: as asked for, else the last stage. */
    @Exported
    @NonNull
    public String getStage() throws IOException {
        String asked = parameter("stage");
        return asked != null && getStages().contains(asked)
                ? asked
                : ModelRegistry.get().stages().last().name();
    }

    /** What was in that stage, newest first. */
    @Exported
    @NonNull
    public List<Stay> getHistory() throws IOException {
        String stage = getStage();
        return Newest.first(model.history(stage))
                .map(tenure -> Stay.of(model, stage, tenure))
                .toList();
    }

    /** What stood there at the time asked for; null: no time was asked for. */
    @CheckForNull
    @Exported
    public At getAt() throws IOException {
        return At.of(model, List.of(getStage()), parameter("at"));
    }

    /** Which part of the lines is shown. */
    @Exported
    @NonNull
    public Paging getPaging() throws IOException {
        return Paging.of(parameter("page"), SIZE, entries().size(), "stage=" + getStage());
    }

    /** The lines on this page, newest first. */
    @Exported
    @NonNull
    public List<LedgerLine> getLines() throws IOException {
        return getPaging().of(entries()).stream().map(LedgerLine::of).toList();
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /** The lines that concern a version, newest first. */
    @NonNull
    List<LedgerLine> lines(int version) {
        return entries().stream()
                .filter(entry -> EventWords.concerns(entry.event(), version))
                .map(LedgerLine::of)
                .toList();
    }

    /** So many lines, newest first. */
    @NonNull
    List<LedgerLine> recent(int count) {
        return entries().stream().limit(count).map(LedgerLine::of).toList();
    }

    /** Newest first; those before the damage, if there is one, and none if nothing can be read. */
    @NonNull
    private List<Entry> entries() {
        if (entries == null) {
            try {
                entries = Newest.first(ModelRegistry.get().ledger(model.name())).toList();
            } catch (IOException | RegistryException e) {
                LOGGER.log(Level.FINE, e, () -> "The ledger of model '" + model.name() + "' cannot be read");
                entries = List.of();
            }
        }
        return entries;
    }

    @CheckForNull
    private static String parameter(String name) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : request.getParameter(name);
    }
}
