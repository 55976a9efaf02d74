package io.jenkins.plugins.modeldelivery.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    /** {@code printf hello | sha256sum}. */
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path directory;

    private BlobStore store;

    @BeforeEach
    void create() {
        store = new BlobStore(directory.resolve("blobs"));
    }

    private BlobRef put(String text) throws IOException {
        return store.put("m.zip", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null);
    }

    @Test
    void storesUnderTheDigest() throws IOException {
        BlobRef blob = put("hello");
        assertThat(blob).isEqualTo(new BlobRef("m.zip", HELLO, 5));
        assertThat(directory.resolve("blobs").resolve("2c").resolve(HELLO)).hasContent("hello");
        assertThat(put("hello")).isEqualTo(blob);
        assertThat(store.contains(blob)).isTrue();
        assertThat(files()).hasSize(1);
        assertThat(put("").bytes()).isZero();
    }

    @Test
    void largeFilesComeBackAsTheyWere() throws IOException {
        byte[] bytes = new byte[1_000_003];
        new Random(3).nextBytes(bytes);
        BlobRef blob = store.put("m.zip", new ByteArrayInputStream(bytes), null);
        try (InputStream in = store.open(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.read()).isEqualTo(-1);
        }
        Path target = directory.resolve("new").resolve("m.zip");
        store.copy(blob, target);
        assertThat(target).hasBinaryContent(bytes);
    }

    @Test
    void anotherDigestThanAnnouncedStoresNothing() throws IOException {
        InputStream content = new ByteArrayInputStream("hallo".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> store.put("m.zip", content, HELLO))
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining("Nothing was stored");
        assertThat(files()).isEmpty();
        assertThat(incoming()).isEmpty();
    }

    @Test
    void aSourceThatBreaksOffStoresNothing() throws IOException {
        InputStream breaking = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (left == 0) {
                    return read();
                }
                int count = Math.min(left, length);
                left -= count;
                return count;
            }
        };
        assertThatThrownBy(() -> store.put("m.zip", breaking, null)).hasMessage("connection lost");
        assertThat(files()).isEmpty();
        assertThat(incoming()).isEmpty();
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        BlobRef blob = put("hello");
        Path file = store.path(blob);
        Path target = Files.writeString(directory.resolve("target"), "old");
        for (String wrong : List.of("hallo", "hell", "hello!", "")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> store.copy(blob, target)).isInstanceOf(DigestMismatch.class);
            assertThat(target).hasContent("old");
            assertThat(store.problem(blob)).contains(HELLO);
            assertThatThrownBy(() -> {
                        try (InputStream in = store.open(blob)) {
                            in.skip(3);
                            while (in.read() >= 0) {
                                // to the end, where it is checked
                            }
                        }
                    })
                    .isInstanceOf(DigestMismatch.class);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(target, directory.resolve("blobs"));
        }
        Files.delete(file);
        assertThatThrownBy(() -> store.copy(blob, target)).isInstanceOf(NoSuchFileException.class);
        assertThat(target).hasContent("old");
        assertThat(store.contains(blob)).isFalse();
    }

    @Test
    void storingAgainMendsAFileOfTheRightSizeWithOtherContent() throws IOException {
        BlobRef blob = put("hello");
        Files.writeString(store.path(blob), "hallo");
        put("hello");
        assertThat(store.problem(blob)).isNull();
    }

    @Test
    void storingAgainMendsAFileOfTheWrongSize() throws IOException {
        BlobRef blob = put("hello");
        Files.writeString(store.path(blob), "hel");
        assertThat(store.contains(blob)).isFalse();
        put("hello");
        assertThat(store.problem(blob)).isNull();
    }

    @Test
    void addressesCannotLeaveTheStore() {
        for (String address :
                new String[] {null, "", "../../secret", HELLO.toUpperCase(), HELLO + "0", "zz".repeat(32)}) {
            BlobRef blob = new BlobRef("m.zip", address, 5);
            assertThatThrownBy(() -> store.open(blob)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.contains(blob)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void removesWhatACrashLeft() throws IOException {
        put("hello");
        Files.writeString(directory.resolve("blobs/.incoming/x.part"), "half");
        store.clean();
        assertThat(incoming()).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void manyThreadsStoreTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<BlobRef>> stored = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String text = "content " + i % 4;
                stored.add(threads.submit(() -> put(text)));
            }
            for (Future<BlobRef> blob : stored) {
                assertThat(store.problem(blob.get())).isNull();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(files()).hasSize(4);
        assertThat(incoming()).isEmpty();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        store.visit((file, attributes) -> files.add(file));
        return files;
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("blobs/.incoming"))) {
            return files.toList();
        }
    }
}
