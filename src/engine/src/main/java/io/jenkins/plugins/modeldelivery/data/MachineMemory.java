package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Memory that this process can still get: of the machine, or of the container or control group that it runs in, whichever has
 * less. The heap is but a part of it: native libraries have their own.
 *
 * @param free bytes; {@link Long#MAX_VALUE} where the system does not say
 * @param whose {@code the machine}, or {@code the container (limit 2.0 GB)}
 */
public record MachineMemory(long free, String whose) {

    /** System property that says how many bytes are free, for trying out what happens where there are few. */
    public static final String SWITCH = "modeldelivery.freeMemory";

    /** Limits beyond this are none. */
    private static final long UNLIMITED = 1L << 60;

    private static final String MACHINE = "the machine";

    /** As it is now. */
    public static MachineMemory now() {
        Long given = Long.getLong(SWITCH);
        return given != null ? new MachineMemory(given, MACHINE) : of(Path.of("/"));
    }

    /** Of a Linux whose files are below that directory. */
    static MachineMemory of(Path root) {
        MachineMemory least = new MachineMemory(value(root.resolve("proc/meminfo"), "MemAvailable:", 1024), MACHINE);
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            // hierarchy:controllers:path; the second version of control groups has no controllers.
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) {
                least = least.or(groups(root.resolve("sys/fs/cgroup"), parts[2], "memory.max", "memory.current", ""));
            } else if (List.of(parts[1].split(",")).contains("memory")) {
                least = least.or(groups(
                        root.resolve("sys/fs/cgroup/memory"),
                        parts[2],
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        "total_"));
            }
        }
        return least;
    }

    private MachineMemory or(MachineMemory other) {
        return other.free < free ? other : this;
    }

    /** The group and those around it; inside a container only the outermost may be seen. */
    private static MachineMemory groups(Path top, String name, String limit, String usage, String prefix) {
        MachineMemory least = new MachineMemory(Long.MAX_VALUE, MACHINE);
        Path group = top.resolve(name.replaceFirst("^/+", "")).normalize();
        for (Path at = group.startsWith(top) ? group : top; at != null && at.startsWith(top); at = at.getParent()) {
            long most = number(at.resolve(limit));
            if (most < 0 || most >= UNLIMITED) {
                continue;
            }
            // Pages of files that nobody uses are given back when they are needed.
            long idle = value(at.resolve("memory.stat"), prefix + "inactive_file", 1);
            long used = Math.max(0, number(at.resolve(usage))) - (idle == Long.MAX_VALUE ? 0 : idle);
            least = least.or(new MachineMemory(
                    Math.max(0, most - Math.max(0, used)), "the container (limit " + words(most) + ")"));
        }
        return least;
    }

    private static long number(Path file) {
        List<String> lines = lines(file);
        try {
            return lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
        } catch (NumberFormatException e) {
            // "max"
            return -1;
        }
    }

    private static long value(Path file, String name, long unit) {
        for (String line : lines(file)) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 1 && words[0].equals(name)) {
                try {
                    return Long.parseLong(words[1]) * unit;
                } catch (NumberFormatException e) {
                    return Long.MAX_VALUE;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** Of no lines where the file cannot be read: another system, or another layout. */
    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Refuses work that cannot fit.
     *
     * @param where what the work is about, for the message
     * @param need bytes that the process will take in all, heap included
     * @param advice what to do instead
     */
    public void require(String where, long need, String advice) {
        long taken = Runtime.getRuntime().totalMemory();
        if (free == Long.MAX_VALUE || need - taken <= free) {
            return;
        }
        throw new InputException(
                "This needs about " + words(need) + " of memory, heap and native library together; " + whose + " has "
                        + words(free + taken) + " for it",
                where,
                advice);
    }

    static String words(long bytes) {
        return bytes < 1L << 30
                ? Math.max(0, bytes >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
