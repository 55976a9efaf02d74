package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: says what there is. */
@Command(
        name = "model-delivery",
        description =
                "Train, validate, drift-check and promote machine-learning models, with a registry in a directory.",
        subcommands = {
            CheckCommand.class,
            TrainCommand.class,
            ValidateCommand.class,
            DriftCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            ApproveCommand.class,
            ArchiveCommand.class,
            AliasCommand.class,
            TagCommand.class,
            CardCommand.class,
            ProfileCommand.class,
            ScoreCommand.class,
            PredictCommand.class,
            RegisterCommand.class,
            FetchCommand.class,
            ExportCommand.class,
            RegistryCommand.class,
            DemoCommand.class,
            RunCommand.class,
            WarmUpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ModelDelivery.Version.class,
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done; every gate passed, no drift, data as expected",
            "  1  done, and the answer is no: a gate failed, the data drifts or is not as expected",
            "  2  not done: the input cannot be used; the message says what to do",
            "  3  not done: a fault of the program"
        })
final class ModelDelivery implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? There are "
                        + String.join(
                                ", ",
                                spec.subcommands().keySet().stream()
                                        .filter(name -> !spec.subcommands()
                                                .get(name)
                                                .getCommandSpec()
                                                .usageMessage()
                                                .hidden())
                                        .toList()));
    }

    /** The engine's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"model-delivery " + EngineVersion.current()};
        }
    }
}
