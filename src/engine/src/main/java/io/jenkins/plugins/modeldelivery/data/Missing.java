package io.jenkins.plugins.modeldelivery.data;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which cells have no value: those with nothing but blanks, and those that hold one of some words. */
final class Missing {

    /** What holds where nobody says anything: {@link Cells#MISSING}. */
    static final Missing USUAL = new Missing(Cells.MISSING);

    private final Set<String> words;
    private final int longest;
    private final float[] numbers;

    private Missing(Set<String> words) {
        this.words = words;
        this.longest = words.stream()
                .mapToInt(w -> w.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        List<Float> found = words.stream()
                .map(w -> w.getBytes(StandardCharsets.UTF_8))
                .map(b -> (float) Cells.number(b, 0, b.length))
                .filter(v -> !Float.isNaN(v))
                .distinct()
                .toList();
        this.numbers = new float[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = found.get(i);
        }
    }

    /** @param words null: the usual ones */
    static Missing of(List<String> words) {
        if (words == null) {
            return USUAL;
        }
        Set<String> set = new HashSet<>();
        words.forEach(w -> set.add(w.strip()));
        return new Missing(set);
    }

    /** Whether the cell has no value. */
    boolean is(byte[] bytes, int from, int to) {
        int start = Cells.skipBlanks(bytes, from, to);
        int end = Cells.trimBlanks(bytes, start, to);
        int length = end - start;
        if (length == 0) {
            return true;
        }
        return length <= longest && words.contains(new String(bytes, start, length, StandardCharsets.UTF_8));
    }

    /** Numbers that stand for a missing one; empty as a rule. */
    float[] numbers() {
        return numbers;
    }
}
