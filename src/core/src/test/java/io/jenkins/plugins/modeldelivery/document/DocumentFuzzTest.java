package io.jenkins.plugins.modeldelivery.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.modeldelivery.AnyRecord;
import io.jenkins.plugins.modeldelivery.Mutation;
import io.jenkins.plugins.modeldelivery.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that controller and engine exchange, whatever is in them. */
class DocumentFuzzTest {

    @ParameterizedTest
    @ValueSource(classes = {Request.class, Result.class})
    void whatIsWrittenIsRead(Class<?> type) throws IOException {
        AnyRecord any = new AnyRecord(new Random(1), 4);
        for (int round = 0; round < 2000; round++) {
            String text = Json.line(any.of(type));
            String again = Json.line(Json.parse(text, type, "it"));
            assertThat(again).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Request.class, Result.class})
    @Tag("trial")
    void noTextDoesMoreThanBeRefused(Class<?> type) {
        Random random = new Random(2);
        AnyRecord any = new AnyRecord(random, 6);
        int read = 0;
        int rounds = Trials.rounds(3000, 1_000_000);
        for (int round = 0; round < rounds; round++) {
            String text = Mutation.of(Json.line(any.of(type)), random);
            try {
                Json.line(Json.parse(text, type, "the document"));
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("the document");
            } catch (RuntimeException | StackOverflowError e) {
                fail("round " + round + ": " + text, e);
            }
        }
        // Some changes are harmless: a letter of a name is another one.
        assertThat(read).isBetween(1, rounds - 1);
        Trials.report(rounds + " changed documents of the kind " + type.getSimpleName() + ", " + read
                + " of them still readable: the others refused, and nothing else");
    }

    @Test
    void aFileThatIsNoTextIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("request.json");
        Files.write(file, new byte[] {'{', (byte) 0xC3, '}'});
        assertThatThrownBy(() -> Json.read(file, Request.class))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": not valid UTF-8");
    }
}
