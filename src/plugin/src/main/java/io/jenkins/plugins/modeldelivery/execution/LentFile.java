package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** A model file in the temporary directory of a workspace, and the variables that tell of it. */
final class LentFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(LentFile.class.getName());

    /** Seconds after which deleting is given up: with the workspace everything of it goes. */
    private static final int PATIENCE = 60;

    private final String directory;
    private final TreeMap<String, String> variables;

    private LentFile(String directory, TreeMap<String, String> variables) {
        this.directory = directory;
        this.variables = variables;
    }

    /** A directory that nobody else uses, beside the workspace, where containers see it too. */
    @NonNull
    static FilePath place(@NonNull FilePath workspace) throws AbortException {
        return AgentFiles.beside(workspace, UUID.randomUUID().toString());
    }

    /** Copies the file and checks its digest; notes the use. */
    @NonNull
    static LentFile fetch(@NonNull StepWork work, @NonNull ModelLoan loan, @NonNull FilePath directory)
            throws IOException, InterruptedException, RegistryException {
        work.demand(Permissions.VIEW);
        Version version = loan.choose(work);
        BlobRef blob = version.facts().model();
        directory.mkdirs();
        FilePath file = directory.child(blob.name());
        AgentFiles.copy(work.registry(), blob, file);
        work.used(version);
        work.note(ModelFact.Kind.FETCHED, ModelFact.Level.OK, version.number(), version.stage(), blob.name());
        work.say(work.model() + " v" + version.number() + " (" + version.stage() + ") is in $MODEL_FILE, sha256 "
                + blob.sha256());
        TreeMap<String, String> variables = new TreeMap<>();
        variables.put("MODEL_NAME", work.model().value());
        variables.put("MODEL_VERSION", Integer.toString(version.number()));
        variables.put("MODEL_STAGE", version.stage());
        // Empty, which unsets it: of nested blocks, the inner one's alias is not the outer one's.
        variables.put("MODEL_ALIAS", loan.getAlias() == null ? "" : loan.getAlias());
        variables.put("MODEL_FILE", file.getRemote());
        variables.put("MODEL_SHA256", blob.sha256());
        variables.put("MODEL_FORMAT", version.facts().format());
        return new LentFile(directory.getRemote(), variables);
    }

    @NonNull
    Map<String, String> variables() {
        return variables;
    }

    /** @param workspace of the same agent; may be null: then the agent is gone, and the file with it */
    void delete(FilePath workspace) {
        delete(workspace, directory);
    }

    static void delete(FilePath workspace, String directory) {
        if (workspace == null || directory == null) {
            return;
        }
        try (Timeout ignored = Timeout.limit(PATIENCE, TimeUnit.SECONDS)) {
            workspace.child(directory).deleteRecursive();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not delete " + directory);
        }
    }
}
