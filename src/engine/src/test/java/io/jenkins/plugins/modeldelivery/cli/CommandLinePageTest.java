package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * docs/command-line.md is what the commands say of themselves. When it differs, run this test with {@code
 * -Ddocs.update=true} and commit the page.
 */
class CommandLinePageTest {

    private static final Path PAGE = Path.of("../../docs/command-line.md");

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # The command line

                `java -jar target/model-delivery.jar COMMAND ...`, made by `make jar`; `mvn -f src/pom.xml package` leaves the same
                jar as `src/engine/target/model-delivery-engine-*-all.jar`. It needs a Java 17 runtime and nothing else. The registry is a directory: the same format as in Jenkins
                ([registry-format.md](registry-format.md)).

                Every command but `demo` and `predict` takes `--registry DIR` and `--json`. Progress and words go to standard output, with `--json` to
                standard error. This page is generated from the commands' own help.
                """);
        section(page, Main.commandLine().setUsageHelpWidth(110), 2);
        return page.toString();
    }

    private static void section(StringBuilder page, CommandLine command, int level) {
        command.setUsageHelpAutoWidth(false);
        page.append('\n')
                .append("#".repeat(level))
                .append(' ')
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```text\n");
        command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().forEach(line -> page.append(line.stripTrailing())
                .append('\n'));
        page.append("```\n");
        command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .forEach(sub -> section(page, sub, 3));
    }
}
