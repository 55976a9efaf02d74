package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.drift.statistic.KolmogorovSmirnov;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How far the Kolmogorov-Smirnov distance of two profiles is from that of the values themselves, for five families of numbers
 * and four changes. {@code java -cp ... GridErrorStudy [rows]} prints a table in Markdown; a million rows take a few seconds.
 */
public final class GridErrorStudy {

    /** Families of numbers. */
    enum Family {
        NORMAL,
        LOG_NORMAL,
        EXPONENTIAL,
        UNIFORM,
        STUDENT_3;

        double next(Random random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case LOG_NORMAL -> Math.exp(random.nextGaussian());
                case EXPONENTIAL -> -Math.log(1 - random.nextDouble());
                case UNIFORM -> random.nextDouble();
                case STUDENT_3 -> {
                    double sum = 0;
                    for (int i = 0; i < 3; i++) {
                        double x = random.nextGaussian();
                        sum += x * x;
                    }
                    yield random.nextGaussian() / Math.sqrt(sum / 3);
                }
            };
        }
    }

    /** What the current values are made of. */
    enum Change {
        NONE(0, 1),
        SHIFT_5(0.05, 1),
        SHIFT_50(0.5, 1),
        SCALE_125(0, 1.25);

        private final double shift;
        private final double scale;

        Change(double shift, double scale) {
            this.shift = shift;
            this.scale = scale;
        }
    }

    private GridErrorStudy() {}

    public static void main(String[] arguments) {
        int rows = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        System.out.printf(Locale.ROOT, "%n%,d rows against as many: error of KS, in units of 0.00001%n%n", rows);
        System.out.println("| family | no change | shift 0.05 | shift 0.5 | scale 1.25 |\n|---|---:|---:|---:|---:|");
        for (Family family : Family.values()) {
            StringBuilder line = new StringBuilder("| " + family.name().toLowerCase(Locale.ROOT) + " |");
            for (Change change : Change.values()) {
                line.append(String.format(Locale.ROOT, " %.1f |", 1e5 * error(family, change, rows)));
            }
            System.out.println(line);
        }
    }

    /** Absolute difference of the distance by profiles from the one by values. */
    static double error(Family family, Change change, int rows) {
        Random random = new Random(7919L * family.ordinal() + change.ordinal());
        float[] reference = new float[rows];
        float[] current = new float[rows];
        for (int i = 0; i < rows; i++) {
            reference[i] = (float) family.next(random);
            current[i] = (float) (family.next(random) * change.scale + change.shift);
        }
        NumericProfile before = (NumericProfile) ColumnProfile.of(new Column.Numeric("x", reference, 0));
        NumericProfile after = (NumericProfile) before.project(new Column.Numeric("x", current, 0));
        double estimated = KolmogorovSmirnov.distance(before, after);
        Arrays.sort(reference);
        Arrays.sort(current);
        return Math.abs(estimated - PeerRules.ks(reference, current));
    }
}
