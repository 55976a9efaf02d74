package io.jenkins.plugins.modeldelivery.badge;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Standing;
import io.jenkins.plugins.modeldelivery.registry.Summary;
import io.jenkins.plugins.modeldelivery.registry.Version;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers with the badge of a model: {@code damage | prod v2 · auc 0.791}, coloured by the newest drift check of that
 * version. Whoever asks has been found to be allowed to see it.
 */
public final class ModelBadge implements HttpResponse {

    private static final String SEPARATOR = " \u00b7 ";

    /** Where a request says that it wants no metric. */
    private static final String NONE = "none";

    private final BadgeSvg badge;

    private ModelBadge(BadgeSvg badge) {
        this.badge = badge;
    }

    /**
     * What the badge shall say.
     *
     * @param stage whose champion; null: the last stage's
     * @param metric name; {@code none}: none; null: the one that says most
     * @param drift whether it speaks of drift
     * @param label the left half; null: the model's name
     */
    public record Wanted(String stage, String metric, boolean drift, String label) {
        public Wanted {
            stage = Util.fixEmptyAndTrim(stage);
            metric = Util.fixEmptyAndTrim(metric);
            label = Util.fixEmptyAndTrim(label);
        }
    }

    /** The badge of a stage. */
    @NonNull
    public static ModelBadge of(@NonNull Summary summary, @NonNull Stages stages, @NonNull Wanted wanted) {
        String label = label(summary.name(), wanted);
        Optional<Stage> stage = wanted.stage() == null ? Optional.of(stages.last()) : stages.find(wanted.stage());
        if (stage.isEmpty()) {
            return neutral(label, Messages.ModelBadge_unknownStage());
        }
        if (summary.damage() != null) {
            return new ModelBadge(new BadgeSvg(label, Messages.ModelBadge_damaged(), BadgeSvg.Tone.BAD));
        }
        String name = stage.get().name();
        Optional<Standing> champion = summary.champion(name);
        if (champion.isEmpty()) {
            return neutral(label, Messages.ModelBadge_empty(stage.get().label()));
        }
        Standing standing = champion.get();
        return of(label, stage.get().label() + " v" + standing.version(), standing.metrics(), standing.drift(), wanted);
    }

    /** The badge of a version, wherever it stands. */
    @NonNull
    public static ModelBadge of(
            @NonNull ModelName model, @NonNull Version version, @NonNull Stages stages, @NonNull Wanted wanted) {
        String stage = stages.find(version.stage()).map(Stage::label).orElse(version.stage());
        return of(
                label(model, wanted),
                "v" + version.number() + SEPARATOR + stage,
                version.measured(),
                version.driftCheck().map(check -> check.event().level()).orElse(null),
                wanted);
    }

    /** The badge that says that there is no such version. */
    @NonNull
    public static ModelBadge unknownVersion(@NonNull ModelName model, @NonNull Wanted wanted) {
        return neutral(label(model, wanted), Messages.ModelBadge_unknownVersion());
    }

    private static ModelBadge of(
            String label, String what, Map<String, Double> metrics, DriftResult.Level level, Wanted wanted) {
        StringBuilder value = new StringBuilder(what);
        String name = wanted.metric() == null
                ? Metric.headline(metrics).orElse(null)
                : Metric.find(wanted.metric()).map(Metric::id).orElse(wanted.metric());
        if (name != null && !name.equals(NONE)) {
            value.append(SEPARATOR)
                    .append(name)
                    .append(' ')
                    .append(metrics.containsKey(name) ? Metric.format(metrics.get(name)) : Messages.ModelBadge_none());
        }
        if (wanted.drift() && level == DriftResult.Level.DRIFT) {
            value.append(SEPARATOR).append(Messages.ModelBadge_drift());
        } else if (wanted.drift() && level == DriftResult.Level.WARNING) {
            value.append(SEPARATOR).append(Messages.ModelBadge_warning());
        }
        return new ModelBadge(new BadgeSvg(label, value.toString(), tone(wanted.drift() ? level : null)));
    }

    private static ModelBadge neutral(String label, String value) {
        return new ModelBadge(new BadgeSvg(label, value, BadgeSvg.Tone.NEUTRAL));
    }

    private static String label(ModelName model, Wanted wanted) {
        return wanted.label() == null ? model.name() : wanted.label();
    }

    private static BadgeSvg.Tone tone(DriftResult.Level level) {
        if (level == null) {
            return BadgeSvg.Tone.PLAIN;
        }
        return switch (level) {
            case OK -> BadgeSvg.Tone.GOOD;
            case WARNING -> BadgeSvg.Tone.WARNING;
            case DRIFT -> BadgeSvg.Tone.BAD;
            case INSUFFICIENT_DATA -> BadgeSvg.Tone.NEUTRAL;
        };
    }

    /** Sends the image; whoever shows it asks again each time and gets it again only when it has changed. */
    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node) throws IOException {
        byte[] svg = badge.svg().getBytes(StandardCharsets.UTF_8);
        String etag = '"' + Util.getDigestOf(badge.svg()) + '"';
        rsp.setHeader("ETag", etag);
        rsp.setHeader("Cache-Control", "private, no-cache");
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        rsp.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        if (etag.equals(req.getHeader("If-None-Match"))) {
            rsp.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        rsp.setContentType("image/svg+xml;charset=UTF-8");
        rsp.setContentLength(svg.length);
        rsp.getOutputStream().write(svg);
    }
}
