package io.jenkins.plugins.modeldelivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of any bytes, and lines that are sealed and say anything. */
class LedgerFuzzTest {
    @TempDir
    Path directory;

    private Path file;
    private List<Entry> written;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve(Ledger.FILE);
        LedgerTest.small(file);
        bytes = Files.readAllBytes(file);
        written = Ledger.read(file).entries();
    }

    private static int line(byte[] bytes) {
        int end = 0;
        while (bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    @Test
    @Tag("trial")
    void noBytesMakeItThrow() {
        Random random = new Random(7);
        int rounds = Trials.rounds(3000, 1_000_000);
        for (int round = 0; round < rounds; round++) {
            byte[] fuzzed = bytes.clone();
            int edits = 1 + random.nextInt(8);
            for (int i = 0; i < edits; i++) {
                int at = random.nextInt(fuzzed.length);
                switch (random.nextInt(3)) {
                    case 0 -> fuzzed[at] = (byte) random.nextInt(256);
                    case 1 -> fuzzed = Arrays.copyOf(fuzzed, Math.max(1, at));
                    default -> {
                        int from = random.nextInt(fuzzed.length);
                        int length = Math.min(random.nextInt(200), fuzzed.length - Math.max(at, from));
                        System.arraycopy(fuzzed, from, fuzzed, at, length);
                    }
                }
            }
            Lines lines = Lines.read(fuzzed, file);
            assertThat(lines.entries())
                    .isEqualTo(written.subList(0, lines.entries().size()));
        }
        Trials.report(rounds + " ledgers of changed bytes: read up to the damage, and nothing wrong among that");
    }

    @Test
    @Tag("trial")
    void sealedNonsenseIsDamageAndNothingElse() {
        Random random = new Random(11);
        String good = new String(bytes, 0, line(bytes), StandardCharsets.UTF_8);
        String open = good.substring(0, good.lastIndexOf(",\"sum\""));
        int rounds = Trials.rounds(3000, 1_000_000);
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder(open);
            int edits = 1 + random.nextInt(4);
            for (int i = 0; i < edits; i++) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, "{}[]\",:0-1eE.nulltruefalse\\u00e4".charAt(random.nextInt(31)));
                }
            }
            byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
            byte[] line =
                    (text + ",\"sum\":\"" + Digest.of(body, 0, body.length) + "\"}\n").getBytes(StandardCharsets.UTF_8);
            Lines lines = Lines.read(line, file);
            assertThat(lines.entries().size() + (lines.damage() == null ? 0 : 1))
                    .isEqualTo(1);
        }
        Trials.report(rounds + " changed lines with the right checksum: taken or damage, and nothing else");
    }
}
