package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Entry point of the executable jar. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command in this process. */
    static int execute(String... args) {
        return isRun(args) ? run(args[1]) : commandLine().execute(args);
    }

    /**
     * A build's step waits for the engine's first line. The parser's classes are of a class file version that the archive of
     * classes leaves out (older than Java 6), and take longer than all else until that line (docs/benchmarks/start: 0.35 s
     * with, 0.1 s without them): two plain words need no parser.
     */
    private static boolean isRun(String[] args) {
        return args.length == 2 && args[0].equals(RunCommand.NAME) && !args[1].startsWith("-");
    }

    private static int run(String request) {
        try {
            return new RunCommand(Path.of(request)).call();
        } catch (Exception e) {
            return failed(e);
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new ModelDelivery());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Main::wrongUsage);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(28);
        return commandLine;
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        Console console = Console.error();
        console.bad(e.getMessage());
        CommandLine.Model.CommandSpec spec = e.getCommandLine().getCommandSpec();
        List<String> known = new ArrayList<>(spec.subcommands().keySet());
        spec.options().forEach(option -> known.addAll(List.of(option.names())));
        for (String mistyped : mistyped(e, known, args)) {
            console.line("  There is no " + mistyped + "."
                    + Nearest.of(mistyped, known)
                            .map(name -> " Did you mean " + name + "?")
                            .orElse(""));
        }
        console.line("  Help: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT;
    }

    /** Words that the command does not know: what was left over, and options among the arguments that it does not have. */
    private static Set<String> mistyped(CommandLine.ParameterException e, List<String> known, String[] arguments) {
        Set<String> mistyped = new LinkedHashSet<>();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            mistyped.addAll(unmatched.getUnmatched());
        }
        for (String argument : arguments) {
            String name = argument.replaceFirst("=.*", "");
            if (name.matches("--[a-z-]+") && !known.contains(name)) {
                mistyped.add(name);
            }
        }
        return mistyped;
    }

    private static int failed(Exception e) {
        Console console = Console.error();
        Problem problem = problem(e);
        if (problem != null) {
            console.bad(problem.sentence());
            return ExitCode.BAD_INPUT;
        }
        console.bad("Internal error, please report it with the lines below: " + e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            console.line(cause == e ? "" : "Caused by: " + cause);
            for (StackTraceElement element : cause.getStackTrace()) {
                console.line("    at " + element);
            }
        }
        return ExitCode.INTERNAL;
    }

    /** What the user did or met that made it fail; null if it is a fault of the program. */
    static Problem problem(Exception e) {
        if (e instanceof InputException input) {
            return input.problem();
        }
        if (e instanceof RegistryException) {
            return new Problem(e.getMessage(), null, null);
        }
        if (e instanceof NoSuchFileException missing) {
            return new Problem("The file does not exist", missing.getFile(), "Check the path.");
        }
        if (e instanceof AccessDeniedException denied) {
            return new Problem("Access is denied", denied.getFile(), "Check the permissions of the file.");
        }
        if (e instanceof FileNotFoundException file) {
            // Also thrown where a file is there and may not be opened; its message says which and why.
            return new Problem(file.getMessage(), null, "Check the path, and that it may be read and written.");
        }
        if (e instanceof FileAlreadyExistsException present) {
            return new Problem(
                    "There is a file where a directory is needed", present.getFile(), "Name another directory.");
        }
        if (e instanceof InvalidPathException path) {
            return new Problem(
                    "'" + path.getInput().replace("\0", "\\0") + "'" + " is no path on this system (" + path.getReason()
                            + ")",
                    null,
                    "Without an UTF-8 locale, Java takes plain ASCII paths only: set LC_ALL=C.UTF-8.");
        }
        if (e instanceof CharacterCodingException) {
            return new Problem("The file is not text in UTF-8", null, "Check the path.");
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return new Problem(file.getReason(), file.getFile(), "Check the disk and the path.");
        }
        if (e instanceof IOException) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            return new Problem(
                    message,
                    null,
                    message.contains("No space left") ? "Free some space; nothing was registered." : null);
        }
        return null;
    }
}
