package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A run of the engine that left a result. */
public final class Completion extends StepWork {

    /** Names that an engine gives its files. What comes from an agent is not trusted to stay in its directory. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final FilePath directory;
    private final String resultText;
    private final Integer chosen;

    Completion(StepWork work, FilePath directory, String resultText, Integer chosen) {
        super(work);
        this.directory = directory;
        this.resultText = resultText;
        this.chosen = chosen;
    }

    /** Number of the version that the run was about, as {@link Preparation#choose} said. */
    public int version() {
        if (chosen == null) {
            throw new IllegalStateException("no version was chosen");
        }
        return chosen;
    }

    /** A file in the run's own directory on the agent, which is deleted when the step ends. */
    @NonNull
    public FilePath file(@NonNull String name) {
        return directory.child(name);
    }

    /**
     * A document that the engine left beside its result.
     *
     * @param name of its file
     * @return null: it left none
     */
    @CheckForNull
    public <T extends Result> T beside(@NonNull String name, @NonNull Class<T> kind)
            throws IOException, InterruptedException {
        FilePath found = directory.child(name);
        return found.exists()
                ? expect(Json.parse(AgentFiles.readSmall(found), Result.class, found.getRemote()), kind)
                : null;
    }

    /** The result as the kind that was asked for. */
    @NonNull
    public <T extends Result> T expect(@NonNull Result result, @NonNull Class<T> kind) throws AbortException {
        if (!kind.isInstance(result)) {
            throw new AbortException("The engine left a " + result.getClass().getSimpleName() + " where a "
                    + kind.getSimpleName() + " was expected");
        }
        return kind.cast(result);
    }

    /** Takes a file that the engine left into the blob store; a digest other than the result's is refused. */
    @NonNull
    public BlobRef store(@NonNull Artifact artifact) throws IOException, InterruptedException, RegistryException {
        try (InputStream content = checked(artifact).read()) {
            return registry().store(artifact.file(), content, artifact.sha256());
        }
    }

    /** Makes a file that the engine left an artifact of the build, as the model file of a version. */
    public void archive(@NonNull Version version, @NonNull Artifact artifact) throws IOException, InterruptedException {
        archive(version, directory.child(artifact.file()));
    }

    /**
     * Makes a report that the engine left an artifact of the build, under the model's name and with the id of the step, of which
     * a build may have several.
     *
     * @param name what it reports, as the beginning of its name there
     */
    public void archiveReport(@NonNull Artifact report, @NonNull String name) throws IOException, InterruptedException {
        archiveAs(model() + "/" + name + "-" + step() + ".html", checked(report));
    }

    private FilePath checked(Artifact artifact) throws AbortException {
        if (!FILE_NAME.matcher(artifact.file()).matches()) {
            throw new AbortException("The result names a file '" + artifact.file() + "', which no engine writes");
        }
        return directory.child(artifact.file());
    }

    /**
     * The result document and the report in the blob store, by role.
     *
     * @param report may be null
     */
    @NonNull
    public Map<String, BlobRef> documents(Artifact report) throws IOException, InterruptedException, RegistryException {
        Map<String, BlobRef> documents = new LinkedHashMap<>();
        documents.put(
                Harvest.RESULT,
                registry()
                        .store(
                                Result.FILE,
                                new ByteArrayInputStream(resultText.getBytes(StandardCharsets.UTF_8)),
                                null));
        if (report != null) {
            documents.put(Harvest.REPORT, store(report));
        }
        return documents;
    }
}
