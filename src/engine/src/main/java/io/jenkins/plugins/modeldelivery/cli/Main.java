package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
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
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new ModelDelivery());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Main::wrongUsage);
        commandLine.setExecutionExceptionHandler(Main::failed);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(28);
        return commandLine;
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        Console console = Console.error();
        console.bad(e.getMessage());
        List<String> suggestions = new ArrayList<>();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> known =
                    new ArrayList<>(e.getCommandLine().getSubcommands().keySet());
            e.getCommandLine().getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
            for (String argument : unmatched.getUnmatched()) {
                Nearest.of(argument, known).ifPresent(suggestions::add);
            }
        }
        if (!suggestions.isEmpty()) {
            console.line("  Did you mean " + String.join(", ", suggestions) + "?");
        }
        console.line("  Help: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT;
    }

    private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
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
