package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * One model's delivery as a self-contained page: what is in which stage now and when it was, the champion, how a candidate
 * compares, all versions, drift checks and the ledger in words.
 */
public final class DeliveryReport {
    private DeliveryReport() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param model the model
     * @param ledger all its entries, oldest first
     * @param stages in their order
     * @param href where the page finds a blob, relative to the page ({@code reports/v1.html}); null: nowhere. A href with a
     *     scheme or host is not linked.
     * @param file to write
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(
            Model model, List<Entry> ledger, Stages stages, Function<BlobRef, String> href, Path file)
            throws IOException {
        return write(model, ledger, stages, href, Instant.now(), file);
    }

    /**
     * Like the other, but as if it were written at a given time.
     *
     * @param now where the time axis ends, UTC
     */
    public static Artifact write(
            Model model, List<Entry> ledger, Stages stages, Function<BlobRef, String> href, Instant now, Path file)
            throws IOException {
        return new DeliveryPage(model, ledger, stages, href, now).page().write(file);
    }
}
