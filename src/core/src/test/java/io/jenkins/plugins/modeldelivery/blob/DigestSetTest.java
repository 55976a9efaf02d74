package io.jenkins.plugins.modeldelivery.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Digest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DigestSetTest {
    private static String digest(int i) {
        return Digest.of(ByteBuffer.allocate(4).putInt(i).array(), 0, 4);
    }

    @Test
    void containsWhatWasAddedAndNothingElse() {
        DigestSet set = new DigestSet();
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            set.add(digest(i));
            set.add(digest(i / 2));
        }
        assertThat(set.size()).isEqualTo(many);
        for (int i = 0; i < many; i++) {
            assertThat(set.contains(digest(i))).isTrue();
            assertThat(set.contains(digest(many + i))).isFalse();
        }
    }

    @Test
    void theZeroDigestIsOneToo() {
        DigestSet set = new DigestSet();
        assertThat(set.contains("0".repeat(64))).isFalse();
        set.add("0".repeat(64));
        set.add("0".repeat(64));
        assertThat(set.contains("0".repeat(64))).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }
}
