package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batch inference with a model file alone: what a deployment runs, where there is no registry. */
@Command(
        name = "predict",
        description = "Append the predictions of a model file to the rows of a file; takes no registry.",
        footerHeading = "%n",
        footer = {
            "The model file is the one that fetch copies: model.zip, or an onnx or xgboost file with its signature beside it."
        })
final class PredictCommand implements Callable<Integer> {

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The model file, as fetch copies it.")
    private Path file;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows to predict for: one file, several separated by commas, or a pattern.")
    private String data;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "CSV file to write.")
    private String output;

    @Mixin
    private OnnxRuntimeOption onnxRuntime;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Option(
            names = "--json",
            description = "Print the result as JSON on standard output; the rest goes to standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        Console console = json ? Console.error() : Console.standard();
        Result result = Execution.run(
                new ScoreRequest(file.getFileName().toString(), null, null, file.toString(), data, output, threads),
                console.terminal() ? new BarProgress(console) : new LogProgress(console));
        new Narrator(console).tell(result);
        if (json) {
            System.out.println(Json.pretty(result));
        }
        return ExitCode.OK;
    }
}
