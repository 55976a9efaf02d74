package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelCard;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The card of a model: what people wrote about it, and what is known of the version that serves. */
@ExportedBean
public final class CardPage implements ModelObject {

    private final Model model;

    CardPage(@NonNull Model model) {
        this.model = model;
    }

    @Override
    public String getDisplayName() {
        return Messages.CardPage_displayName();
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

    /** The fields that people write, empty ones too, in order. */
    @Exported
    @NonNull
    public List<Field> getFields() {
        return Arrays.stream(CardField.values())
                .map(field -> Field.of(field, model.card().get(field.key())))
                .toList();
    }

    /** What is known of the model, from its ledger: facts only. */
    @NonNull
    public List<ModelCard.Section> getFacts() throws IOException {
        return card().sections().stream()
                .filter(section -> section.key() == null)
                .toList();
    }

    /** Number of the version that the facts are of; null: there is none. */
    @CheckForNull
    public Integer getVersion() throws IOException {
        return card().version();
    }

    /** {@code .../card/model-card.md}: the whole of it as a document to keep elsewhere. */
    @GET
    @WebMethod(name = "model-card.md")
    public HttpResponse doMarkdown() throws IOException {
        return new Document(card().markdown());
    }

    private ModelCard card() throws IOException {
        return ModelCard.of(model, ModelRegistry.get().stages(model.name()));
    }

    /** Whether the current user may write. */
    public boolean isEditable() {
        return getOwner().isConfigurable();
    }

    /** Longest text of a field, in characters. */
    public int getMaxText() {
        return CardField.MAX_TEXT;
    }

    /** Writes those fields that the request has; the others stay as they are. */
    @RequirePOST
    public HttpResponse doEdit(StaplerRequest2 req) throws IOException {
        Map<CardField, String> texts = new EnumMap<>(CardField.class);
        for (CardField field : CardField.values()) {
            String text = req.getParameter(field.key());
            if (text != null) {
                // Browsers end lines with both characters, programs with one.
                texts.put(field, text.replace("\r\n", "\n"));
            }
        }
        return Answer.to(model.name(), Permissions.CONFIGURE, changes -> {
            changes.editCard(texts);
            return Done.model(model.name()).at(Links.model(model.name()) + "card/");
        });
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /**
     * A field that people write.
     *
     * @param key its name in events, addresses and forms
     * @param title its name for people
     * @param hint what belongs into it
     * @param text what it says; null: nothing
     * @param by who wrote it; null: nobody did
     * @param time when; null: it was never written
     */
    @ExportedBean(defaultVisibility = 999)
    public record Field(
            @Exported String key,
            @Exported String title,
            String hint,
            @Exported String text,
            @Exported String by,
            @Exported Moment time) {

        private static Field of(CardField field, Version.Recorded<Event.CardEdited> edit) {
            return new Field(
                    field.key(),
                    field.title(),
                    field.hint(),
                    edit == null ? null : edit.event().text(),
                    edit == null ? null : edit.actor().phrase(),
                    edit == null ? null : Moment.of(edit.time()));
        }
    }

    private record Document(String text) implements HttpResponse {
        @Override
        public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node) throws IOException {
            rsp.setContentType("text/markdown;charset=UTF-8");
            rsp.setHeader("Content-Disposition", "attachment; filename=\"model-card.md\"");
            rsp.setHeader("X-Content-Type-Options", "nosniff");
            rsp.setHeader("Cache-Control", "private, no-cache");
            rsp.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
