package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.modeldelivery.checkout.GitCheckout;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.MasterToSlaveFileCallable;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** The commit in a workspace, whichever step checked it out: scripted Pipelines have no variables that name it. */
final class CheckedOut {

    private static final Logger LOGGER = Logger.getLogger(CheckedOut.class.getName());

    private CheckedOut() {}

    /** @return null where the workspace is in no checkout, or says nothing that can be used */
    @CheckForNull
    static Lineage.Code in(@NonNull FilePath workspace) throws InterruptedException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        List<String> facts;
        try (Timeout ignored = Timeout.limit(EngineProcess.REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            facts = workspace.act(new Read(root == null ? null : root.getRemote()));
        } catch (IOException e) {
            // The origin of a version is worth knowing, and no reason not to train it.
            LOGGER.log(Level.FINE, e, () -> "cannot read the checkout in " + workspace);
            return null;
        }
        return facts == null ? null : new Lineage.Code(facts.get(0), facts.get(1), facts.get(2));
    }

    /** Repository, branch and commit, where the workspace is. */
    private static final class Read extends MasterToSlaveFileCallable<ArrayList<String>> {
        private static final long serialVersionUID = 1L;

        private final String root;

        /** @param root of the agent, which may itself be in some checkout; may be null */
        Read(String root) {
            this.root = root;
        }

        @Override
        public ArrayList<String> invoke(File directory, VirtualChannel channel) throws IOException {
            return GitCheckout.of(directory.toPath(), root == null ? null : Path.of(root))
                    .map(code -> new ArrayList<>(Arrays.asList(code.repository(), code.branch(), code.commit())))
                    .orElse(null);
        }
    }
}
