package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.model.ModelExport;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a model for other tools. */
@Command(
        name = "export",
        description = "Write a model for other tools: ONNX, or for trees XGBoost's own format.",
        footer = "docs/export.md says how Python reads the file.")
final class ExportCommand extends RegistryCall {

    @Option(names = "--model", paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = {"--stage", "--version"},
            paramLabel = "VERSION",
            description = "Stage, alias, number or 'newest'. Default: the last stage, prod.")
    private String version;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Instead of a model of the registry: a model.zip, as fetch copies it.")
    private Path file;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "File to write; its ending says the format: .onnx, .ubj or .json.")
    private Path output;

    @Override
    public Integer call() throws IOException, RegistryException {
        if ((model == null) == (file == null) || (file != null && version != null)) {
            throw new InputException(
                    model == null && file == null ? "No model is given" : "Two models are given",
                    "--model, --file",
                    "Give --model, with --version if need be, or --file.");
        }
        ModelExport.check(output);
        if (file != null) {
            return export(file, file.toString());
        }
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openForReading();
                Scratch scratch = Scratch.create()) {
            Version chosen = Selector.select(
                    registry.get(name),
                    version == null ? registry.stages().last().name() : version,
                    registry.stages());
            if (!chosen.facts().format().equals(Harvest.FORMAT)) {
                throw new InputException(
                        "v" + chosen.number() + " of '" + name + "' was registered from "
                                + chosen.facts().model().name() + ", which is the file for other tools",
                        "parameter version",
                        "Get it by fetch.");
            }
            Path copy = scratch.directory().resolve("model.zip");
            Stored.engineModel(registry, name, chosen, copy);
            return export(copy, name + " v" + chosen.number());
        }
    }

    private Integer export(Path source, String words) throws IOException {
        try (TrainedModel trained = TrainedModel.load(source)) {
            ModelExport.write(trained, output);
            long bytes = Files.size(output);
            console().good(words + " " + console().arrow() + " " + output + " (" + Quantities.bytes(bytes) + ")");
            answer(new Exported(trained.sha256(), output.toString(), bytes));
        }
        return ExitCode.OK;
    }

    /** The JSON answer; {@code sha256} is that of the model file it was made from. */
    record Exported(String sha256, String file, long bytes) {}
}
