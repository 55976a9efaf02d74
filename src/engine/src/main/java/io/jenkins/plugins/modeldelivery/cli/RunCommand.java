package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs a request document and leaves {@code result.json} in its output directory, last and atomically: how a build's step
 * calls the engine.
 */
@Command(name = "run", hidden = true, description = "Run a request document; for the Jenkins steps.")
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REQUEST.json")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Console console = Console.standard();
        Request request = Json.read(file, Request.class);
        Path result = Path.of(request.out()).resolve(Result.FILE);
        try {
            Result found =
                    Execution.run(request, console.terminal() ? new BarProgress(console) : new LogProgress(console));
            new Narrator(console).tell(found);
            Json.write(result, found);
            return Execution.exitCode(found);
        } catch (Exception e) {
            Problem problem = Main.problem(e);
            if (problem == null) {
                throw e;
            }
            Json.write(result, problem);
            console.bad(problem.sentence());
            return ExitCode.BAD_INPUT;
        }
    }
}
