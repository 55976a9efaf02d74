package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.Map;

/**
 * A version to register; the fields are those of {@link io.jenkins.plugins.modeldelivery.ledger.Event.VersionRegistered}
 * less number and stage, which the registry gives. All blobs are in the store already.
 */
public record NewVersion(
        String format,
        BlobRef model,
        Map<String, BlobRef> documents,
        Task task,
        String target,
        Map<String, Double> metrics,
        Lineage lineage,
        String description,
        Map<String, String> tags,
        String key) {}
