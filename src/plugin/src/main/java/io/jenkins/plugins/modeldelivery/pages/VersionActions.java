package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What may be done to a version, below its address, by forms and by programs. Made only for those who may view the model. */
public final class VersionActions {

    private final ModelName model;
    private final int version;

    VersionActions(@NonNull ModelName model, int version) {
        this.model = model;
        this.version = version;
    }

    /** Moves the version into a stage, if the stage's policy lets it. */
    @RequirePOST
    public HttpResponse doPromote(@QueryParameter String to, @QueryParameter String reason, @QueryParameter String once)
            throws IOException {
        return Answer.to(
                model,
                Permissions.PROMOTE,
                changes -> Done.moved(
                        model,
                        changes.once(CurrentUser.once(once))
                                .promote(version, Answer.stage(model, to, "to"), Util.fixEmptyAndTrim(reason))));
    }

    /** Moves the version out of its stage. */
    @RequirePOST
    public HttpResponse doArchive(@QueryParameter String reason, @QueryParameter String once) throws IOException {
        return Answer.to(
                model,
                Permissions.PROMOTE,
                changes -> Done.moved(
                        model, changes.once(CurrentUser.once(once)).archive(version, Util.fixEmptyAndTrim(reason))));
    }

    /** Says that the version may enter a stage or may not, or takes that back. */
    @RequirePOST
    public HttpResponse doReview(
            @QueryParameter String stage, @QueryParameter String opinion, @QueryParameter String reason)
            throws IOException {
        return act(
                Permissions.PROMOTE,
                changes -> changes.review(
                        version, Answer.stage(model, stage, "stage"), opinion(opinion), Util.fixEmptyAndTrim(reason)));
    }

    /** Lets an alias name the version, whatever it named before. */
    @RequirePOST
    public HttpResponse doAlias(@QueryParameter String alias) throws IOException {
        return act(Permissions.PROMOTE, changes -> changes.alias(Answer.required(alias, "alias"), version));
    }

    /** Sets a note on the version. */
    @RequirePOST
    public HttpResponse doTag(@QueryParameter String key, @QueryParameter String value) throws IOException {
        return act(Permissions.PROMOTE, changes -> changes.tag(version, Answer.required(key, "key"), value));
    }

    /** Takes a note off the version. */
    @RequirePOST
    public HttpResponse doRemoveTag(@QueryParameter String key) throws IOException {
        return act(Permissions.PROMOTE, changes -> changes.removeTag(version, Answer.required(key, "key")));
    }

    /** Deletes the version, unless it serves or an alias names it. */
    @RequirePOST
    public HttpResponse doDelete(@QueryParameter String reason) throws IOException {
        return Answer.to(model, Permissions.DELETE, changes -> {
            changes.deleteVersion(version, Util.fixEmptyAndTrim(reason));
            return Done.version(model, version).at(Links.model(model));
        });
    }

    private interface Act {
        void on(Changes changes) throws IOException, RegistryException;
    }

    private Answer act(Permission permission, Act act) throws IOException {
        return Answer.to(model, permission, changes -> {
            act.on(changes);
            return Done.version(model, version);
        });
    }

    private static Event.Opinion opinion(String text) {
        for (Event.Opinion opinion : Event.Opinion.values()) {
            if (opinion.toString().equals(text)) {
                return opinion;
            }
        }
        throw new InputException(
                Messages.VersionActions_opinion(String.valueOf(text)), "opinion", Messages.VersionActions_opinions());
    }
}
