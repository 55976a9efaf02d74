package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Frames made by hand, and their verdicts. */
final class Frames {

    private Frames() {}

    static Column numbers(String name, int rows, IntToDoubleFunction f) {
        float[] values = new float[rows];
        int missing = 0;
        for (int i = 0; i < rows; i++) {
            values[i] = (float) f.applyAsDouble(i);
            missing += Float.isNaN(values[i]) ? 1 : 0;
        }
        return new Column.Numeric(name, values, missing);
    }

    static Column words(String name, int rows, IntFunction<String> f) {
        List<String> categories = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        int[] codes = new int[rows];
        int missing = 0;
        for (int i = 0; i < rows; i++) {
            String value = f.apply(i);
            if (value == null) {
                codes[i] = -1;
                missing++;
                continue;
            }
            codes[i] = places.computeIfAbsent(value, v -> {
                categories.add(v);
                return places.size();
            });
        }
        return new Column.Categorical(name, categories, codes, categories.size(), missing);
    }

    static Column dates(String name, int rows, String from) {
        long[] millis = new long[rows];
        Arrays.setAll(millis, i -> LocalDate.parse(from)
                .plusDays(i % 300)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli());
        return new Column.Date(name, millis, 0);
    }

    static Frame frame(Column... columns) {
        return new Frame(null, List.of(columns));
    }

    static Verdict verdict(Frame before, Frame after, Settings settings, Importance... importances) {
        Profile reference =
                Profile.of(before, before.columns().stream().map(Column::name).toList(), null, null);
        return Verdict.of(reference, reference.project(after, null, null), List.of(importances), settings, List.of());
    }

    static Settings rules(ColumnRule... rules) {
        return Settings.of(new DriftRequest("m", null, null, null, null, List.of(rules), null, null, null, null, null));
    }

    /** Six columns of different shapes; {@code shift} moves them all. */
    static Frame mixed(int rows, long seed, double shift) {
        Random random = new Random(seed);
        return frame(
                numbers("normal", rows, i -> random.nextGaussian() + shift),
                numbers("skewed", rows, i -> Math.exp(random.nextGaussian() + shift)),
                numbers("few", rows, i -> random.nextInt(5) + (random.nextDouble() < shift ? 1 : 0)),
                numbers("gaps", rows, i -> random.nextDouble() < 0.2 + shift / 3 ? Double.NaN : random.nextGaussian()),
                words("letters", rows, i -> "" + (char) ('a' + (int) (random.nextDouble() * random.nextDouble() * 8))),
                words("rare", rows, i -> "v" + (int) Math.exp(random.nextDouble() * 5 + shift)));
    }
}
