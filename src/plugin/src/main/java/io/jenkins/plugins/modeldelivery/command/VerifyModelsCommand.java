package io.jenkins.plugins.modeldelivery.command;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.registry.Audit;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.args4j.Option;

/**
 * {@code verify-models}: reads every ledger and every stored file and says what is damaged, with file, line and byte. Ends
 * with {@link #DAMAGED} if anything is. For those who manage this Jenkins: it names what nobody else may know of, and
 * keeps the disk busy.
 */
@Extension
public final class VerifyModelsCommand extends ModelCommand {

    /** Exit code when something is damaged; Jenkins leaves those from 16 on to each command. */
    static final int DAMAGED = 16;

    @Option(name = "--json", usage = "Print what was found as JSON.")
    public boolean json;

    @Override
    public String getShortDescription() {
        return Messages.VerifyModelsCommand_description();
    }

    @Override
    int act() throws IOException, RegistryException {
        Jenkins.get().checkPermission(Jenkins.MANAGE);
        Audit audit = ModelRegistry.get().audit();
        if (json) {
            stdout.println(Json.pretty(audit));
        } else {
            audit.notes().forEach(note -> stdout.println("note: " + note));
            audit.problems().forEach(problem -> stdout.println("PROBLEM: " + problem));
            stdout.println(Messages.VerifyModelsCommand_summary(
                    audit.models(),
                    audit.entries(),
                    audit.blobs(),
                    audit.problems().size()));
        }
        return audit.problems().isEmpty() ? 0 : DAMAGED;
    }
}
