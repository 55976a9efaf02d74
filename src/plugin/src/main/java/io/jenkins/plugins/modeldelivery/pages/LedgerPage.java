package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private List<LedgerLine> lines;

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
        List<String> names = new ArrayList<>(ModelRegistry.get().stages().names());
        names.add(Stages.ARCHIVED);
        return names;
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
        return Newest.first(model.history(getStage()))
                .map(tenure -> Stay.of(model, tenure))
                .toList();
    }

    /** Which part of the lines is shown. */
    @Exported
    @NonNull
    public Paging getPaging() throws IOException {
        return Paging.of(parameter("page"), SIZE, lines().size(), "stage=" + getStage());
    }

    /** The lines on this page, newest first. */
    @Exported
    @NonNull
    public List<LedgerLine> getLines() throws IOException {
        return getPaging().of(lines());
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /** All lines, newest first; those before the damage, if there is one, and none if nothing can be read. */
    @NonNull
    List<LedgerLine> lines() {
        if (lines == null) {
            try {
                lines = Newest.first(ModelRegistry.get().ledger(model.name()))
                        .map(LedgerLine::of)
                        .toList();
            } catch (IOException | RegistryException e) {
                LOGGER.log(Level.FINE, e, () -> "The ledger of model '" + model.name() + "' cannot be read");
                lines = List.of();
            }
        }
        return lines;
    }

    @CheckForNull
    private static String parameter(String name) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : request.getParameter(name);
    }

    /**
     * The time a version stood in the stage.
     *
     * @param version its number
     * @param url of its page, relative to the root of Jenkins
     * @param from when it entered
     * @param to when it left; null: it stands there still
     * @param span how long, in words
     * @param by who moved it there
     * @param why as far as somebody said; null: nobody did
     */
    @ExportedBean(defaultVisibility = 999)
    public record Stay(
            @Exported int version,
            @Exported String url,
            @Exported Moment from,
            @Exported Moment to,
            String span,
            @Exported String by,
            @Exported String why) {

        private static Stay of(Model model, Tenure tenure) {
            return new Stay(
                    tenure.version(),
                    Links.version(model.name(), tenure.version()),
                    Moment.of(tenure.from()),
                    tenure.to() == null ? null : Moment.of(tenure.to()),
                    Moment.span(tenure.from(), tenure.to() == null ? Instant.now() : tenure.to()),
                    tenure.actor().phrase(),
                    tenure.reason());
        }
    }
}
