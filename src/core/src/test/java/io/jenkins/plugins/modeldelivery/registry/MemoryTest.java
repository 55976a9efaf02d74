package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final List<String> released = new ArrayList<>();

    private final class Thing implements Memory.Resident {
        private final String name;
        private boolean busy;

        Thing(String name) {
            this.name = name;
        }

        @Override
        public boolean release() {
            if (!busy) {
                released.add(name);
            }
            return !busy;
        }
    }

    private final Thing a = new Thing("a");
    private final Thing b = new Thing("b");
    private final Thing c = new Thing("c");

    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        Memory memory = new Memory(20);
        memory.used(a, 10);
        memory.used(b, 10);
        memory.used(a, 10);
        memory.used(c, 10);
        assertThat(released).containsExactly("b");
        assertThat(memory.total()).isEqualTo(20);
        memory.used(b, 15);
        assertThat(released).containsExactly("b", "a", "c");
        assertThat(memory.total()).isEqualTo(15);
    }

    @Test
    void weightsChangeAndWhatIsGoneWeighsNothing() {
        Memory memory = new Memory(20);
        memory.used(a, 5);
        memory.used(a, 18);
        assertThat(memory.total()).isEqualTo(18);
        memory.gone(a);
        memory.gone(a);
        assertThat(memory.total()).isZero();
        assertThat(released).isEmpty();
    }

    @Test
    void whatIsUsedNowStaysThoughItIsTooMuchAlone() {
        Memory memory = new Memory(20);
        memory.used(a, 10);
        memory.used(b, 100);
        assertThat(released).containsExactly("a");
        assertThat(memory.total()).isEqualTo(100);
        memory.used(a, 10);
        assertThat(released).containsExactly("a", "b");
    }

    @Test
    void whatIsBusyStaysAndGoesLater() {
        Memory memory = new Memory(20);
        a.busy = true;
        memory.used(a, 15);
        memory.used(b, 15);
        assertThat(released).isEmpty();
        assertThat(memory.total()).isEqualTo(30);
        a.busy = false;
        memory.used(b, 15);
        assertThat(released).containsExactly("a");
        assertThat(memory.total()).isEqualTo(15);
    }
}
