package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The time a version stood in a stage.
 *
 * @param stage name
 * @param version its number
 * @param url of its page, relative to the root of Jenkins
 * @param from when it entered
 * @param to when it left; null: it stands there still
 * @param span how long, in words
 * @param kind how it came there: {@code register}, {@code promote}, {@code rollback}, {@code archive} or {@code replace}
 * @param by who moved it there
 * @param why as far as somebody said; null: nobody did
 * @param deleted whether the version is no more
 */
@ExportedBean(defaultVisibility = 999)
public record Stay(
        @Exported String stage,
        @Exported int version,
        @Exported String url,
        @Exported Moment from,
        @Exported Moment to,
        String span,
        @Exported String kind,
        @Exported String by,
        @Exported String why,
        @Exported boolean deleted) {

    /** How the stage is shown. */
    @NonNull
    public StageMark mark() {
        return StageMark.of(stage);
    }

    @NonNull
    static Stay of(@NonNull Model model, @NonNull String stage, @NonNull Tenure tenure) {
        return new Stay(
                stage,
                tenure.version(),
                Links.version(model.name(), tenure.version()),
                Moment.of(tenure.from()),
                tenure.to() == null ? null : Moment.of(tenure.to()),
                Moment.span(tenure.from(), tenure.to() == null ? Instant.now() : tenure.to()),
                tenure.kind(),
                tenure.actor().phrase(),
                tenure.reason(),
                model.deleted().containsKey(tenure.version()));
    }
}
