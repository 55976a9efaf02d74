package io.jenkins.plugins.modeldelivery.cli;

import picocli.CommandLine.Option;

/** Which version of which model. */
final class VersionOption {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    String model;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Number, stage, alias or 'newest'. Default: ${DEFAULT-VALUE}",
            defaultValue = "newest")
    String version;
}
