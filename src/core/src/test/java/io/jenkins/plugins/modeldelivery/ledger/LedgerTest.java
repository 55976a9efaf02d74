package io.jenkins.plugins.modeldelivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Actor ALICE = Actor.user("alice");
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private Path file;
    private List<Entry> written;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("m").resolve(Ledger.FILE);
        small(file);
        bytes = Files.readAllBytes(file);
        written = Ledger.read(file).entries();
        assertThat(written).hasSize(4);
    }

    /** Writes a small ledger with what makes lines hard to read. */
    static void small(Path file) throws IOException {
        Ledger ledger = Ledger.open(file, CLOCK).ledger();
        append(ledger, new Event.ModelCreated("rän", 1));
        append(
                ledger,
                new Event.VersionRegistered(
                        1,
                        "dev",
                        "onnx",
                        new BlobRef("m.onnx", "ab".repeat(32), 3),
                        Map.of(),
                        null,
                        null,
                        Map.of("auc", 0.5, "logLoss", Double.NaN),
                        null,
                        "a \"quoted\"\nline\u0000",
                        Map.of(),
                        "k"));
        append(ledger, new Event.Transitioned("promote", 1, "dev", "staging", null, null, "why"));
        append(ledger, new Event.AliasSet("champion", 1));
    }

    private static List<Entry> append(Ledger ledger, Event... events) throws IOException {
        Ledger.Batch batch = ledger.prepare(ALICE, List.of(events));
        ledger.append(batch);
        return batch.entries();
    }

    @Test
    void whatIsAppendedIsRead() throws IOException {
        Ledger.Opened opened = Ledger.open(file, CLOCK);
        assertThat(opened.content()).isEqualTo(new Ledger.Content(written, null));
        Event event = new Event.AliasRemoved("champion");
        List<Entry> more = append(opened.ledger(), event, new Event.AliasSet("x", 1));
        assertThat(more).extracting(Entry::seq).containsExactly(5L, 6L);
        assertThat(Ledger.read(file).entries())
                .startsWith(written.toArray(Entry[]::new))
                .endsWith(more.toArray(Entry[]::new));
        assertThat(Files.readAllBytes(file)).startsWith(bytes);
        assertThat(Files.readString(file, StandardCharsets.UTF_8).lines()).hasSize(6);
    }

    @Test
    void timeGoesForwardThoughTheClockDoesNot() throws IOException {
        Clock past = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        Ledger ledger = Ledger.open(file, past).ledger();
        append(ledger, new Event.AliasSet("x", 1), new Event.AliasSet("y", 1));
        append(ledger, new Event.AliasSet("z", 1));
        List<Entry> all = Ledger.read(file).entries();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).time()).isAfter(all.get(i - 1).time());
        }
    }

    @Test
    void everyBitOfEveryByteCounts() {
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << bit);
                expectDamage(flipped, at);
            }
            for (byte other : new byte[] {0, '\n', ' ', '"', '}'}) {
                byte[] changed = bytes.clone();
                changed[at] = other;
                if (other != bytes[at]) {
                    expectDamage(changed, at);
                }
            }
        }
    }

    private void expectDamage(byte[] changed, int at) {
        Lines lines = Lines.read(changed, file);
        int line = lineOf(at);
        assertThat(lines.damage()).as("byte %d", at).isNotNull();
        assertThat(lines.damage().line()).as("byte %d", at).isEqualTo(line);
        assertThat(lines.damage().sentence(file.getParent()))
                .contains(file.getFileName() + ": line " + line + ", byte ");
        assertThat(lines.entries()).isEqualTo(written.subList(0, line - 1));
        assertThat(lines.torn()).isZero();
    }

    private int lineOf(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    @Test
    void aLineRemovedSwappedOrRepeatedIsDamage() {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        for (List<Integer> order : List.of(
                List.of(1, 2, 3), List.of(0, 2, 3), List.of(0, 1, 3), List.of(1, 0, 2, 3), List.of(0, 1, 2, 2, 3))) {
            StringBuilder text = new StringBuilder();
            order.forEach(i -> text.append(lines.get(i)).append('\n'));
            assertThat(Lines.read(text.toString().getBytes(StandardCharsets.UTF_8), file)
                            .damage())
                    .as(order.toString())
                    .isNotNull();
        }
    }

    @Test
    void aTornLineIsCutKeptAndReported() throws IOException {
        for (int length = 0; length <= bytes.length; length++) {
            Lines lines = Lines.read(Arrays.copyOf(bytes, length), file);
            assertThat(lines.damage()).isNull();
            assertThat(lines.entries()).isEqualTo(written.subList(0, lineOf(length) - 1));
            assertThat(lines.torn()).isEqualTo(length - start(lineOf(length) - 1));
            boolean nearLineEnd = Math.abs(length - start(lineOf(length) - 1)) < 3 || length == bytes.length - 1;
            if (!nearLineEnd && length % 97 != 0) {
                // Each of the rest forces files to disk; these stand for all.
                continue;
            }
            Path torn = directory.resolve("t" + length).resolve(Ledger.FILE);
            Files.createDirectory(torn.getParent());
            Files.write(torn, Arrays.copyOf(bytes, length));
            int whole = lineOf(length) - 1;
            int rest = length - start(whole);
            Ledger.Content seen = Ledger.read(torn);
            assertThat(seen.damage()).isNull();
            assertThat(seen.entries()).isEqualTo(written.subList(0, whole));
            assertThat(Files.size(torn)).isEqualTo(length);

            Ledger.Opened opened = Ledger.open(torn, CLOCK);
            assertThat(opened.content().damage()).isNull();
            if (whole == 0) {
                append(opened.ledger(), new Event.ModelCreated("rän", 1));
            } else {
                append(opened.ledger(), new Event.AliasSet("after", 1));
            }
            Ledger.Content after = Ledger.read(torn);
            assertThat(after.damage()).isNull();
            List<Event.TailCut> cuts = after.entries().stream()
                    .map(Entry::event)
                    .filter(Event.TailCut.class::isInstance)
                    .map(Event.TailCut.class::cast)
                    .toList();
            assertThat(after.entries()).hasSize(whole + 1 + (rest > 0 ? 1 : 0));
            assertThat(cuts).hasSize(rest > 0 ? 1 : 0);
            if (rest > 0) {
                assertThat(cuts.get(0).bytes()).isEqualTo(rest);
                assertThat(torn.resolveSibling(cuts.get(0).kept()))
                        .hasBinaryContent(Arrays.copyOfRange(bytes, length - rest, length));
            }
        }
    }

    private int start(int wholeLines) {
        int offset = 0;
        for (int line = 0; line < wholeLines; line++) {
            while (bytes[offset++] != '\n') {
                // on to the next line end
            }
        }
        return offset;
    }

    @Test
    void aTailOfZerosIsTornToo() throws IOException {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 300);
        Files.write(file, longer);
        assertThat(Ledger.open(file, CLOCK).content().damage()).isNull();
        assertThat(Ledger.read(file).entries()).hasSize(5);
    }

    @Test
    void anotherFormatIsNamedAsSuch() throws IOException {
        byte[] body =
                ("{\"seq\":1,\"time\":\"2026-01-01T00:00:00Z\",\"actor\":{\"kind\":\"user\",\"id\":\"a\"},\"prev\":\""
                                + Lines.START + "\",\"event\":{\"type\":\"ModelSold\",\"price\":3}")
                        .getBytes(StandardCharsets.UTF_8);
        String line =
                new String(body, StandardCharsets.UTF_8) + ",\"sum\":\"" + Digest.of(body, 0, body.length) + "\"}\n";
        Files.writeString(file, line);
        Ledger.Opened opened = Ledger.open(file, CLOCK);
        assertThat(opened.ledger()).isNull();
        assertThat(opened.content().damage().sentence(file.getParent()))
                .contains("a newer one")
                .contains("line 1, byte 0");
    }

    /** Fails at a chosen step, after having written some bytes as a disk does that fills up. */
    private static LedgerFile.Opener failing(String step, int written, boolean truncates) {
        return path -> {
            if (step.equals("open")) {
                throw new IOException("Permission denied");
            }
            LedgerFile real = LedgerFile.DISK.open(path);
            boolean[] failed = new boolean[1];
            return new LedgerFile() {
                @Override
                public long length() throws IOException {
                    return real.length();
                }

                @Override
                public void write(long at, byte[] bytes) throws IOException {
                    if (step.equals("write")) {
                        real.write(at, Arrays.copyOf(bytes, Math.min(written, bytes.length)));
                        failed[0] = true;
                        throw new IOException("No space left on device");
                    }
                    real.write(at, bytes);
                }

                @Override
                public void force() throws IOException {
                    if (step.equals("force") && !failed[0]) {
                        failed[0] = true;
                        throw new IOException("Input/output error");
                    }
                    real.force();
                }

                @Override
                public void truncate(long length) throws IOException {
                    if (!truncates) {
                        throw new IOException("Input/output error");
                    }
                    real.truncate(length);
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        };
    }

    @Test
    void aFailedAppendLeavesTheLedgerAsItWas() throws IOException {
        for (String step : List.of("open", "write", "force")) {
            for (int partial : new int[] {0, 1, 100, 100_000}) {
                Ledger ledger =
                        Ledger.open(file, CLOCK, failing(step, partial, true)).ledger();
                assertThatThrownBy(() -> append(ledger, new Event.AliasSet("x", 1)))
                        .isInstanceOf(IOException.class);
                assertThat(file).hasBinaryContent(bytes);
                // The failure passes, or does not: either way nothing is half-written.
                assertThatThrownBy(() -> append(ledger, new Event.AliasSet("x", 1)))
                        .isInstanceOf(IOException.class);
                assertThat(file).hasBinaryContent(bytes);
            }
        }
    }

    @Test
    void aFailureThatCannotBeUndoneNeedsANewStart() throws IOException {
        for (int partial : new int[] {1, 100, 100_000}) {
            Files.write(file, bytes);
            Ledger ledger =
                    Ledger.open(file, CLOCK, failing("write", partial, false)).ledger();
            assertThatThrownBy(() -> append(ledger, new Event.AliasSet("x", 1))).hasMessageContaining("No space left");
            assertThatThrownBy(() -> append(ledger, new Event.AliasSet("x", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("open the ledger anew");
            Ledger.Opened again = Ledger.open(file, CLOCK);
            assertThat(again.content().damage()).isNull();
            assertThat(again.content().entries()).startsWith(written.toArray(Entry[]::new));
            append(again.ledger(), new Event.AliasSet("y", 1));
            assertThat(Ledger.read(file).damage()).isNull();
        }
    }

    @Test
    void whatSomebodyElseWroteIsNotOverwritten() throws IOException {
        Ledger ledger = Ledger.open(file, CLOCK).ledger();
        append(Ledger.open(file, CLOCK).ledger(), new Event.AliasSet("x", 1));
        byte[] theirs = Files.readAllBytes(file);
        assertThatThrownBy(() -> append(ledger, new Event.AliasSet("y", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else");
        assertThat(file).hasBinaryContent(theirs);
    }

    @Test
    void aFailedFirstLineLeavesNoModel() throws IOException {
        Path fresh = directory.resolve("fresh").resolve(Ledger.FILE);
        Ledger ledger = Ledger.open(fresh, CLOCK, failing("write", 10, true)).ledger();
        assertThatThrownBy(() -> append(ledger, new Event.ModelCreated("m", 1))).isInstanceOf(IOException.class);
        assertThat(Ledger.read(fresh)).isEqualTo(new Ledger.Content(List.of(), null));
        append(Ledger.open(fresh, CLOCK).ledger(), new Event.ModelCreated("m", 1));
        assertThat(Ledger.read(fresh).entries()).hasSize(1);
        try (Stream<Path> files = Files.list(fresh.getParent())) {
            assertThat(files).containsExactly(fresh);
        }
    }

    @Test
    void anInterruptedThreadStillWritesWholly() throws IOException {
        Thread.currentThread().interrupt();
        try {
            Ledger ledger = Ledger.open(directory.resolve("i").resolve(Ledger.FILE), CLOCK)
                    .ledger();
            append(ledger, new Event.ModelCreated("m", 1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(Ledger.read(directory.resolve("i").resolve(Ledger.FILE)).entries())
                .hasSize(1);
    }
}
