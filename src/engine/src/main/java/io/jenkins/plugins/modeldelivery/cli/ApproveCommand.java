package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Reviews;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says that a version may, or may not, enter a stage. */
@Command(
        name = "approve",
        description = {
            "Approve that a version enters a stage, or reject it. Your newest word counts, for this model file only.",
            "Whether a stage asks for approvals is its policy; the approval of whoever trained the version does not count."
        })
final class ApproveCommand extends RegistryCall {

    @Mixin
    private VersionOption which;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "Stage the version asks to enter. Default: the last, prod.")
    private String stage;

    @ArgGroup(exclusive = true)
    private Instead instead;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; kept in the ledger.")
    private String comment;

    /** Anything but an approval. */
    static final class Instead {
        @Option(
                names = "--reject",
                description = "Reject instead; nobody can promote it there until you withdraw that.")
        private boolean reject;

        @Option(names = "--withdraw", description = "Take back what you said before.")
        private boolean withdraw;
    }

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(which.model, "");
        Event.Opinion opinion = instead == null
                ? Event.Opinion.APPROVED
                : instead.reject ? Event.Opinion.REJECTED : Event.Opinion.WITHDRAWN;
        try (Registry registry = openExisting()) {
            String target = stage == null ? registry.stages().last().name() : stage;
            int number = Selector.select(registry.get(name), which.version, registry.stages())
                    .number();
            Changes changes = registry.changes(name, actor());
            changes.review(number, target, opinion, comment);
            Version now = registry.get(name).versions().get(number);
            List<Version.Recorded<Event.Reviewed>> standing = Reviews.standing(now, target);
            console()
                    .good(
                            switch (opinion) {
                                case APPROVED ->
                                    name + " v" + number + " approved for " + target + " by " + actor().id();
                                case REJECTED ->
                                    name + " v" + number + " rejected for " + target + " by " + actor().id();
                                case WITHDRAWN ->
                                    actor().id() + " no longer says whether " + name + " v" + number + " may enter "
                                            + target;
                            });
            for (Version.Recorded<Event.Reviewed> review : standing) {
                console()
                        .line("  " + review.event().opinion() + " by "
                                + review.actor().person() + ", "
                                + Words.time(review.time())
                                + (review.event().comment() == null
                                        ? ""
                                        : ": " + review.event().comment()));
            }
            answer(standing);
        }
        return ExitCode.OK;
    }
}
