package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.checks.api.TruncatedString;
import io.jenkins.plugins.checks.steps.ChecksInfo;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.pages.Links;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Checks of GitHub, GitLab and others, by the plugin Checks API. */
@OptionalExtension(requirePlugins = "checks-api")
public final class ChecksApiPublisher implements CheckPublisher {

    /** GitHub's limit for summary and text, in bytes; the others have more. */
    private static final int LIMIT = 65_535;

    private static final int LONGEST_TITLE = 250;

    @Override
    public void publish(@NonNull StepWork work, @NonNull CheckReport report) throws IOException, InterruptedException {
        ChecksInfo info = work.find(ChecksInfo.class);
        ChecksOutput.ChecksOutputBuilder output = new ChecksOutput.ChecksOutputBuilder()
                .withTitle(shorten(report.title()))
                .withSummary(cut(report.summary()));
        if (!report.text().isEmpty()) {
            output.withText(cut(report.text()));
        }
        ChecksDetails.ChecksDetailsBuilder details = new ChecksDetails.ChecksDetailsBuilder()
                .withName(info == null ? report.step() + " " + work.model() : info.getName())
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(
                        switch (report.level()) {
                            case OK -> ChecksConclusion.SUCCESS;
                            case WARNING -> ChecksConclusion.NEUTRAL;
                            case FAILED -> ChecksConclusion.FAILURE;
                        })
                .withOutput(output.build());
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            details.withDetailsURL(root
                    + (report.version() > 0
                            ? Links.version(work.model(), report.version())
                            : work.run().getUrl()));
        }
        ChecksPublisherFactory.fromRun(work.run(), work.listener()).publish(details.build());
    }

    /** At an end of a line, so that no table is cut within a row; says that there is more. */
    private static String cut(String text) {
        return new TruncatedString.Builder()
                .setChunkOnNewlines()
                .withTruncationText("\n\nThere is more on the page of the version.")
                .addText(text)
                .build()
                .buildByBytes(LIMIT);
    }

    private static String shorten(String title) {
        String line = title.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
    }
}
