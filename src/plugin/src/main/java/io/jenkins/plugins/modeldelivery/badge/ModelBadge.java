package io.jenkins.plugins.modeldelivery.badge;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Stages;
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
 * version. Whoever asks has been found to be allowed to view the model.
 */
public final class ModelBadge implements HttpResponse {

    private static final String SEPARATOR = " \u00b7 ";

    private final BadgeSvg badge;

    /**
     * @param model as it is now
     * @param stages of this controller
     * @param stage as asked for; null: the last
     * @param metric as asked for; null: the one that says most
     */
    public ModelBadge(
            @NonNull Model model, @NonNull Stages stages, @CheckForNull String stage, @CheckForNull String metric) {
        badge = badge(model, stages, Util.fixEmptyAndTrim(stage), Util.fixEmptyAndTrim(metric));
    }

    private static BadgeSvg badge(Model model, Stages stages, String stage, String metric) {
        String label = model.name().name();
        String wanted = stage == null ? stages.last().name() : stage;
        if (stages.find(wanted).isEmpty()) {
            return new BadgeSvg(label, Messages.ModelBadge_unknownStage(), BadgeSvg.Tone.NEUTRAL);
        }
        if (model.damage() != null) {
            return new BadgeSvg(label, Messages.ModelBadge_damaged(), BadgeSvg.Tone.BAD);
        }
        Optional<Version> champion = model.champion(wanted);
        if (champion.isEmpty()) {
            return new BadgeSvg(label, Messages.ModelBadge_empty(wanted), BadgeSvg.Tone.NEUTRAL);
        }
        Version version = champion.get();
        StringBuilder value = new StringBuilder(wanted + " v" + version.number());
        Map<String, Double> metrics = version.measured();
        String name = metric == null
                ? Metric.headline(metrics).orElse(null)
                : Metric.find(metric).map(Metric::id).orElse(metric);
        if (name != null) {
            value.append(SEPARATOR)
                    .append(name)
                    .append(' ')
                    .append(metrics.containsKey(name) ? Metric.format(metrics.get(name)) : Messages.ModelBadge_none());
        }
        DriftResult.Level level =
                version.driftCheck().map(check -> check.event().level()).orElse(null);
        if (level == DriftResult.Level.DRIFT) {
            value.append(SEPARATOR).append(Messages.ModelBadge_drift());
        } else if (level == DriftResult.Level.WARNING) {
            value.append(SEPARATOR).append(Messages.ModelBadge_warning());
        }
        return new BadgeSvg(label, value.toString(), tone(level));
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
