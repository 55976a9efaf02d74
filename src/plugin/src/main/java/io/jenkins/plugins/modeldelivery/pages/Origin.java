package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.lineage.BuildTrace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Where a version comes from, as its page shows it. Everything may be unknown.
 *
 * @param job full name of the job that made it: the one that it has now, if the build is there and may be seen
 * @param build its number; null when no build made it
 * @param buildUrl relative to the root of Jenkins; null when the build is gone or hidden
 * @param buildDeleted whether the build was deleted
 * @param repository URL
 * @param branch as the build knew it
 * @param commit full hash
 * @param data files it was made from
 * @param trainer the algorithm
 * @param parameters of the algorithm, as text
 * @param seed of every random choice
 * @param engine version of the engine
 */
@ExportedBean(defaultVisibility = 999)
public record Origin(
        @Exported String job,
        @Exported Integer build,
        String buildUrl,
        @Exported boolean buildDeleted,
        @Exported String repository,
        @Exported String branch,
        @Exported String commit,
        @Exported List<File> data,
        @Exported String trainer,
        @Exported String parameters,
        @Exported Long seed,
        @Exported String engine) {

    /** Characters of a digest that are enough to recognise it. */
    private static final int SHORT_DIGEST = 12;

    /**
     * A file.
     *
     * @param path as the user gave it
     * @param sha256 lower-case hexadecimal
     * @param bytes size
     * @param rows data rows; 0 where it has none
     */
    @ExportedBean(defaultVisibility = 999)
    public record File(
            @Exported String path,
            @Exported String sha256,
            @Exported long bytes,
            @Exported long rows) {

        static File of(BlobRef blob) {
            return new File(blob.name(), blob.sha256(), blob.bytes(), 0);
        }

        static File of(DataFacts facts) {
            return new File(facts.path(), facts.sha256(), facts.bytes(), facts.rows());
        }

        /** The size for people. */
        public String displaySize() {
            return FileUtils.byteCountToDisplaySize(bytes);
        }
    }

    @NonNull
    static Origin of(@NonNull Event.VersionRegistered facts, @NonNull Instant registered) {
        Lineage lineage = facts.lineage();
        if (lineage == null) {
            return new Origin(null, null, null, false, null, null, null, List.of(), null, null, null, null);
        }
        Lineage.Code code = lineage.code();
        Optional<BuildTrace> build = Links.build(facts, registered);
        TrainerSpec trainer = lineage.trainer();
        return new Origin(
                build.map(BuildTrace::job).orElse(null),
                build.map(BuildTrace::number).orElse(null),
                build.map(BuildTrace::url).orElse(null),
                build.isPresent() && build.get().state() == BuildTrace.State.DELETED,
                code == null ? null : code.repository(),
                code == null ? null : code.branch(),
                code == null ? null : code.commit(),
                lineage.data().stream().map(File::of).toList(),
                trainer == null ? null : trainer.name(),
                trainer == null ? null : parameters(trainer),
                lineage.seed(),
                lineage.engine());
    }

    /** The repository if it is an address that a browser may follow; a {@code javascript:} or an ssh one is not. */
    @CheckForNull
    public String repositoryLink() {
        return repository != null && repository.matches("https?://[^\\s\"'<>]+") ? repository : null;
    }

    /** The start of the hash, as people know it. */
    @CheckForNull
    public String shortCommit() {
        return commit == null ? null : commit.length() <= SHORT_DIGEST ? commit : commit.substring(0, SHORT_DIGEST);
    }

    private static String parameters(TrainerSpec trainer) {
        return trainer.parameters().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
