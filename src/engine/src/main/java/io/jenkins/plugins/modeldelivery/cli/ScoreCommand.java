package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batch inference. */
@Command(name = "score", description = "Append a version's predictions to the rows of a file.")
final class ScoreCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = {"--stage", "--version"},
            paramLabel = "VERSION",
            description = "Stage, alias, number or 'newest'. Default: the last stage, prod.")
    private String version;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows to score: one file, several separated by commas, or a pattern.")
    private String data;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "CSV file to write.")
    private String output;

    @Mixin
    private OnnxRuntimeOption onnxRuntime;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Mixin
    private ReadingOption reading;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openForReading();
                Scratch scratch = Scratch.create()) {
            Version chosen = Selector.select(
                    registry.get(name),
                    version == null ? registry.stages().last().name() : version,
                    registry.stages());
            Path file = scratch.directory().resolve("model.zip");
            Stored.engineModel(registry, name, chosen, file);
            Result result = Execution.run(
                    new ScoreRequest(
                            name.value(),
                            chosen.number(),
                            scratch.directory().toString(),
                            file.toString(),
                            data,
                            output,
                            threads,
                            reading.reading()),
                    progress());
            new Narrator(console()).tell(result);
            answer(result);
        }
        return ExitCode.OK;
    }
}
