package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux has them (man 5 proc, cgroup-v2.rst, cgroup-v1/memory.rst). */
class MachineMemoryTest {

    private static final long GB = 1L << 30;

    @TempDir
    Path root;

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void machine() throws IOException {
        file("proc/meminfo", "MemTotal:       24000000 kB\nMemFree:  1000 kB\nMemAvailable:    8388608 kB\n");
    }

    @Test
    void theMachine() throws IOException {
        machine();
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(8 * GB, "the machine"));
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "max\n");
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(8 * GB, "the machine"));
    }

    @Test
    void aGroupOfTheSecondVersion() throws IOException {
        machine();
        file("proc/self/cgroup", "0::/system.slice/agent\n");
        file("sys/fs/cgroup/system.slice/memory.max", String.valueOf(4 * GB));
        file("sys/fs/cgroup/system.slice/memory.current", String.valueOf(3 * GB));
        file("sys/fs/cgroup/system.slice/memory.stat", "anon 5\ninactive_file " + GB + "\n");
        file("sys/fs/cgroup/system.slice/agent/memory.max", "max\n");
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(2 * GB, "the container (limit 4.0 GB)"));
        file("sys/fs/cgroup/system.slice/agent/memory.max", String.valueOf(GB));
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(GB, "the container (limit 1.0 GB)"));
    }

    /** In a container the path is the host's, and only the group itself is there, as the top. */
    @Test
    void aGroupOfTheFirstVersion() throws IOException {
        machine();
        file("proc/self/cgroup", "12:cpu,cpuacct:/docker/ab\n5:memory:/docker/ab\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", String.valueOf(2 * GB));
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", String.valueOf(GB));
        file("sys/fs/cgroup/memory/memory.stat", "inactive_file 7\ntotal_inactive_file " + GB / 2 + "\n");
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(GB + GB / 2, "the container (limit 2.0 GB)"));
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(MachineMemory.of(root)).isEqualTo(new MachineMemory(8 * GB, "the machine"));
    }

    @Test
    void whatIsNotSaidIsNoLimit() throws IOException {
        assertThat(MachineMemory.of(root).free()).isEqualTo(Long.MAX_VALUE);
        assertThatCode(() -> MachineMemory.of(root).require("x.csv", 1L << 60, "no"))
                .doesNotThrowAnyException();
        file("proc/meminfo", "MemAvailable: lots kB\n");
        file("proc/self/cgroup", "nothing\n0::/../../etc\n5:memory:\n");
        file("sys/fs/cgroup/memory.max", "what\n");
        assertThat(MachineMemory.of(root).free()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesWhatDoesNotFit() {
        MachineMemory little = new MachineMemory(GB, "the container (limit 1.5 GB)");
        long heap = Runtime.getRuntime().totalMemory();
        assertThatCode(() -> little.require("x.csv", GB + heap - 1000, "no")).doesNotThrowAnyException();
        InputException e = catchThrowableOfType(
                InputException.class, () -> little.require("x.csv", 40 * GB, "Take another machine."));
        assertThat(e.problem().what())
                .startsWith("This needs about 40.0 GB of memory, heap and native library together;")
                .contains("the container (limit 1.5 GB) has ");
        assertThat(e.problem().where()).isEqualTo("x.csv");
        assertThat(e.problem().advice()).isEqualTo("Take another machine.");
    }
}
