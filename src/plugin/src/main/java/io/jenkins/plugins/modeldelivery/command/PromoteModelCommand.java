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

/** {@code promote-model}: moves a version into a stage, if the stage's policy lets it. */
@Extension
public final class PromoteModelCommand extends ModelCommand {

    @Argument(metaVar = "MODEL", required = true, index = 0, usage = "Full name of the model: team/damage.")
    public String model;

    @Argument(
            metaVar = "VERSION",
            required = true,
            index = 1,
            usage = "Which version: its number, a stage whose champion it is, an alias, or newest.")
    public String version;

    @Argument(metaVar = "STAGE", required = true, index = 2, usage = "Stage to promote it to.")
    public String stage;

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
        return Messages.PromoteModelCommand_description();
    }

    @Override
    int act() throws IOException, RegistryException {
        Model found = model(model);
        Event.Transitioned moved = CurrentUser.changes(found.name(), Permissions.PROMOTE)
                .once(CurrentUser.once(once))
                .promote(version(found, version).number(), stage(found, stage), Util.fixEmptyAndTrim(reason));
        stdout.println(
                json ? Json.pretty(Done.moved(found.name(), moved)) : found.name() + ": " + EventWords.what(moved));
        return 0;
    }
}
