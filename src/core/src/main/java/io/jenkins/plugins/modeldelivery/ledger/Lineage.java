package io.jenkins.plugins.modeldelivery.ledger;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import java.util.List;

/**
 * Where a version comes from.
 *
 * @param code null when not known
 * @param build null when no build made it
 * @param data files it was made from, as known
 * @param trainer algorithm and parameters; null when trained elsewhere
 * @param seed of every random choice; null when trained elsewhere
 * @param engine version of the engine; null when trained elsewhere
 */
public record Lineage(Code code, Build build, List<DataFacts> data, TrainerSpec trainer, Long seed, String engine) {

    /** SHA-256 of the file that this engine trained the version from, not of what it was tested on; null where it did not. */
    public String learnedFrom() {
        return trainer == null || data.isEmpty() ? null : data.get(0).sha256();
    }

    public Lineage {
        data = data == null ? List.of() : List.copyOf(data);
    }

    /**
     * @param repository URL without credentials
     * @param branch as the build knew it; may be null
     * @param commit full hash
     */
    public record Code(String repository, String branch, String commit) {}

    /**
     * @param job full name
     * @param number build number
     * @param url relative to the Jenkins root
     */
    public record Build(String job, int number, String url) {}
}
