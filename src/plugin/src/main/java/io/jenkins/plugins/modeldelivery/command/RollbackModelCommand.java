package io.jenkins.plugins.modeldelivery.command;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.pages.Done;
import io.jenkins.plugins.modeldelivery.pages.EventWords;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code rollback-model}: brings back the champion of a stage before the present one, or a version that stood there. */
@Extension
public final class RollbackModelCommand extends ModelCommand {

    @Argument(metaVar = "MODEL", required = true, index = 0, usage = "Full name of the model: team/damage.")
    public String model;

    @Argument(metaVar = "STAGE", required = true, index = 1, usage = "Stage to roll back.")
    public String stage;

    @Option(
            name = "--version",
            metaVar = "VERSION",
            usage =
                    "A version that stood there before, by number or alias; default: the champion before the present one.")
    public String version;

    @Option(name = "--reason", metaVar = "TEXT", usage = "Why; the ledger keeps it.")
    public String reason;

    @Option(
            name = "--once",
            metaVar = "KEY",
            usage = "Do nothing, and say what was done, if this user has given the same key before.")
    public String once;

    @Option(name = "--json", usage = "Print what was done as JSON.")
    public boolean json;

    @Override
    public String getShortDescription() {
        return Messages.RollbackModelCommand_description();
    }

    @Override
    int act() throws IOException, RegistryException {
        Model found = model(model);
        Event.Transitioned moved = CurrentUser.changes(found.name(), Permissions.PROMOTE)
                .once(CurrentUser.once(once))
                .rollback(
                        stage(found, stage),
                        version == null
                                ? null
                                : (Integer) version(found, version).number(),
                        Util.fixEmptyAndTrim(reason));
        stdout.println(
                json ? Json.pretty(Done.moved(found.name(), moved)) : found.name() + ": " + EventWords.what(moved));
        return 0;
    }
}
