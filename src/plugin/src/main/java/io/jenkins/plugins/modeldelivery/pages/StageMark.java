package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A stage as pages show it.
 *
 * @param name as in addresses and events
 * @param label what people call it
 * @param description what it is for; null: nobody said
 * @param color as configured; null: none
 */
@ExportedBean(defaultVisibility = 999)
public record StageMark(
        @Exported String name,
        @Exported String label,
        @Exported String description,
        @Exported String color) {

    /** The stage of that name; one that is no longer configured, and the archive, have their name only. */
    @NonNull
    static StageMark of(@NonNull String name) {
        if (name.equals(Stages.ARCHIVED)) {
            return new StageMark(name, name, Messages.StageMark_archived(), null);
        }
        return ModelRegistry.stages().find(name).map(StageMark::of).orElse(new StageMark(name, name, null, null));
    }

    @NonNull
    static StageMark of(@NonNull Stage stage) {
        return new StageMark(stage.name(), stage.label(), stage.description(), stage.color());
    }

    /** The colour for an SVG attribute; null: it is one of Jenkins, or none. */
    @CheckForNull
    public String fill() {
        return color != null && color.matches("#[0-9a-fA-F]{6}") ? color : null;
    }

    /** Class of core's that gives the colour; null: it is none of Jenkins. */
    @CheckForNull
    public String clazz() {
        return color != null && color.matches("[a-z]{3,12}") ? "jenkins-!-color-" + color : null;
    }
}
