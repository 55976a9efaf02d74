package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The written pages say what is there. */
class PagesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void theReadmeShowsTheQuickStartAsItStands() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(
                        "```groovy\n" + Files.readString(ROOT.resolve("docs/examples/quickstart.Jenkinsfile")) + "```");
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Path> pages;
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            pages = Stream.concat(docs, Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")))
                    .filter(p -> p.toString().endsWith(".md"))
                    .toList();
        }
        assertThat(pages).hasSizeGreaterThan(4);
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String target = links.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.startsWith("http")) {
                    assertThat(page.resolveSibling(target))
                            .as("link in " + page)
                            .exists();
                }
            }
        }
    }
}
