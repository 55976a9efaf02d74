package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The card of a model: what people wrote about it, and what is known of the version that leads. */
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

    /** The version that the facts are of: the champion of the last stage that has one, else the newest; null: none. */
    @CheckForNull
    public VersionPage getVersion() throws IOException {
        return getOwner().leading();
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
}
