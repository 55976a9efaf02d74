package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs a request document and leaves {@code result.json} in its output directory, last and atomically: how a build's step
 * calls the engine.
 */
@Command(name = RunCommand.NAME, hidden = true, description = "Run a request document; for the Jenkins steps.")
final class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    @Parameters(paramLabel = "REQUEST.json")
    private Path file;

    /** For the parser of the command line. */
    RunCommand() {}

    RunCommand(Path file) {
        this.file = file;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.standard();
        console.faint(surroundings());
        Request request = Json.read(file, Request.class);
        Path result = Path.of(request.out()).resolve(Result.FILE);
        try (Leash leash = Leash.hold(file)) {
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

    /** What a log should tell of where a run took place; also the first sign of life. */
    private static String surroundings() {
        Runtime runtime = Runtime.getRuntime();
        return "Engine " + EngineVersion.current() + ", Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " processors, up to " + Quantities.bytes(runtime.maxMemory())
                + " of heap";
    }
}
