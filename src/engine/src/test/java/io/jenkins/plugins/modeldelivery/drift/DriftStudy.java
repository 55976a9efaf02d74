package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * What docs/benchmarks/drift-study runs: how often default rules raise an alarm where nothing changed, and how often they notice
 * what did. Our rule reads a stored profile, as {@code checkDrift} does; the peers' rules read the values.
 *
 * <p>{@code java -cp ... DriftStudy <pairs> <repetitions> <rows>...} prints tables in Markdown.
 */
public final class DriftStudy {

    /** The rules, in the order of the tables. */
    enum Rule {
        OURS("ours: drift"),
        OURS_WARNING("ours: warning or drift"),
        EVIDENTLY("Evidently"),
        NANNY_ML("NannyML, JS 0.1"),
        ALIBI("alibi-detect, Bonferroni"),
        P_VALUES("p < 0.05 a column (whylogs)"),
        DEEPCHECKS("deepchecks, 0.2");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }

    private static final int COLUMNS = 10;

    private DriftStudy() {}

    public static void main(String[] arguments) {
        int pairs = Integer.parseInt(arguments[0]);
        int repetitions = Integer.parseInt(arguments[1]);
        int[] sizes =
                Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray();
        falseAlarms(pairs, sizes);
        detection(repetitions, sizes);
    }

    /**
     * What the rules say of one pair of data sets.
     *
     * @param columns by rule, which columns raise an alarm
     * @param whole by rule, whether the data set does
     */
    record Said(Map<Rule, boolean[]> columns, Map<Rule, Boolean> whole) {}

    static Said judge(Frame reference, Frame current) {
        Map<Rule, boolean[]> columns = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            columns.put(rule, new boolean[reference.columns().size()]);
        }
        Map<Rule, Boolean> whole = new LinkedHashMap<>();
        List<String> names = reference.columns().stream().map(Column::name).toList();
        Profile profile = Profile.of(reference, names, null, null);
        Verdict verdict =
                Verdict.of(profile, profile.project(current, null, null), List.of(), Settings.STANDARD, List.of());
        verdict.columns().forEach(c -> {
            int at = names.indexOf(c.name());
            columns.get(Rule.OURS)[at] |= c.level() == Level.DRIFT;
            columns.get(Rule.OURS_WARNING)[at] |= c.level() == Level.DRIFT || c.level() == Level.WARNING;
        });
        verdict.findings().forEach(f -> {
            int at = names.indexOf(f.column());
            if (at >= 0) {
                columns.get(Rule.OURS)[at] |= f.level() == Level.DRIFT;
                columns.get(Rule.OURS_WARNING)[at] |= f.level() == Level.DRIFT || f.level() == Level.WARNING;
            }
        });
        whole.put(Rule.OURS, verdict.level() == Level.DRIFT);
        whole.put(Rule.OURS_WARNING, verdict.level() == Level.DRIFT || verdict.level() == Level.WARNING);
        double least = 1;
        for (int c = 0; c < names.size(); c++) {
            Column before = reference.columns().get(c);
            Column after = current.column(names.get(c)).orElseThrow();
            double p;
            if (before instanceof Column.Numeric numbers) {
                float[] a = sorted(numbers);
                float[] b = sorted((Column.Numeric) after);
                columns.get(Rule.EVIDENTLY)[c] = PeerRules.evidently(a, b, before.size());
                columns.get(Rule.NANNY_ML)[c] = PeerRules.nannyMl(a, b);
                columns.get(Rule.DEEPCHECKS)[c] = PeerRules.deepchecks(a, b);
                p = PeerRules.pValue(a, b);
            } else {
                int most = Math.max(categories(before), categories(after));
                long[] a = counts((Column.Categorical) before, most);
                long[] b = counts((Column.Categorical) after, most);
                columns.get(Rule.EVIDENTLY)[c] = PeerRules.evidently(a, b, before.size());
                columns.get(Rule.NANNY_ML)[c] = PeerRules.nannyMl(a, b);
                columns.get(Rule.DEEPCHECKS)[c] = PeerRules.deepchecks(a, b);
                p = PeerRules.pValue(a, b);
            }
            columns.get(Rule.P_VALUES)[c] = p < 0.05;
            columns.get(Rule.ALIBI)[c] = p < 0.05 / names.size();
            least = Math.min(least, p);
        }
        whole.put(Rule.EVIDENTLY, 2 * alarms(columns.get(Rule.EVIDENTLY)) >= names.size());
        whole.put(Rule.NANNY_ML, alarms(columns.get(Rule.NANNY_ML)) > 0);
        whole.put(Rule.ALIBI, least < 0.05 / names.size());
        whole.put(Rule.P_VALUES, least < 0.05);
        whole.put(Rule.DEEPCHECKS, alarms(columns.get(Rule.DEEPCHECKS)) > 0);
        return new Said(columns, whole);
    }

    private static void falseAlarms(int pairs, int... sizes) {
        System.out.printf(
                Locale.ROOT,
                "%n%,d pairs of data sets without drift at each size, %d columns each: per cent of the columns, of the pairs with any such"
                        + " column, of the data sets by the rule's own verdict%n%n",
                pairs,
                COLUMNS);
        head(sizes, "rows");
        Map<Rule, List<String>> cells = new LinkedHashMap<>();
        for (int rows : sizes) {
            Map<Rule, long[]> counts = new LinkedHashMap<>();
            for (int pair = 0; pair < pairs; pair++) {
                Mix mix = Mix.values()[pair % Mix.values().length];
                Random random = new Random(1_000_003L * rows + pair);
                Said said = judge(mix.frame(random, rows), mix.frame(random, rows));
                for (Rule rule : Rule.values()) {
                    long[] count = counts.computeIfAbsent(rule, r -> new long[3]);
                    int alarms = alarms(said.columns.get(rule));
                    count[0] += alarms;
                    count[1] += alarms > 0 ? 1 : 0;
                    count[2] += said.whole.get(rule) ? 1 : 0;
                }
            }
            counts.forEach((rule, count) -> cells.computeIfAbsent(rule, r -> new ArrayList<>())
                    .add(String.format(
                            Locale.ROOT,
                            "%.2f / %.1f / %.1f",
                            100.0 * count[0] / pairs / COLUMNS,
                            100.0 * count[1] / pairs,
                            100.0 * count[2] / pairs)));
        }
        rows(cells);
    }

    private static void detection(int repetitions, int... sizes) {
        for (int rows : sizes) {
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d rows: per cent of %,d repetitions in which the one column that changed raises an alarm%n%n",
                    rows,
                    repetitions);
            Map<Rule, List<String>> cells = new LinkedHashMap<>();
            StringBuilder heads = new StringBuilder("| rule |");
            for (Shift shift : Shift.values()) {
                heads.append(' ').append(shift.words).append(" |");
                Map<Rule, Integer> hits = new LinkedHashMap<>();
                for (int i = 0; i < repetitions; i++) {
                    Random random = new Random(2_000_003L * rows + 1009L * shift.ordinal() + i);
                    Frame reference = Mix.MIXED.frame(random, rows);
                    Said said = judge(reference, shift.apply(Mix.MIXED.frame(random, rows), random));
                    int at = shift.column;
                    for (Rule rule : Rule.values()) {
                        hits.merge(rule, said.columns.get(rule)[at] ? 1 : 0, Integer::sum);
                    }
                }
                hits.forEach((rule, n) -> cells.computeIfAbsent(rule, r -> new ArrayList<>())
                        .add(Long.toString(Math.round(100.0 * n / repetitions))));
            }
            System.out.println(heads);
            System.out.println("|---" + "|---:".repeat(Shift.values().length) + "|");
            rows(cells);
        }
    }

    private static void head(int[] sizes, String unit) {
        StringBuilder line = new StringBuilder("| rule |");
        for (int rows : sizes) {
            line.append(String.format(Locale.ROOT, " %,d %s |", rows, unit));
        }
        System.out.println(line);
        System.out.println("|---" + "|---:".repeat(sizes.length) + "|");
    }

    private static void rows(Map<Rule, List<String>> cells) {
        cells.forEach(
                (rule, values) -> System.out.println("| " + rule.words + " | " + String.join(" | ", values) + " |"));
        System.out.flush();
    }

    private static int alarms(boolean[] columns) {
        int alarms = 0;
        for (boolean alarm : columns) {
            alarms += alarm ? 1 : 0;
        }
        return alarms;
    }

    private static float[] sorted(Column.Numeric column) {
        float[] values = new float[column.size() - column.missingCount()];
        int n = 0;
        for (float value : column.values()) {
            if (!Float.isNaN(value)) {
                values[n++] = value;
            }
        }
        Arrays.sort(values);
        return values;
    }

    private static int categories(Column column) {
        return ((Column.Categorical) column).categories().size();
    }

    private static long[] counts(Column.Categorical column, int categories) {
        long[] counts = new long[categories];
        for (int code : column.codes()) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** Ten columns of several families. */
    enum Mix {
        NUMERIC,
        CATEGORICAL,
        MIXED;

        private static final int[] CARDINALITIES = {2, 3, 5, 10, 10, 20, 20, 50, 100, 200};

        Frame frame(Random random, int rows) {
            List<Column> columns = new ArrayList<>();
            for (int c = 0; c < COLUMNS; c++) {
                boolean numeric = this == NUMERIC || this == MIXED && c < 6;
                columns.add(
                        numeric
                                ? numbers(c, random, rows)
                                : zipf(c, CARDINALITIES[this == MIXED ? c - 4 : c], random, rows));
            }
            return new Frame(null, columns);
        }

        private Column numbers(int c, Random random, int rows) {
            // Every third column of the mix has missing values.
            double missing = this == MIXED && c % 3 == 2 ? 0.1 : 0;
            float[] values = new float[rows];
            int none = 0;
            for (int i = 0; i < rows; i++) {
                boolean gone = random.nextDouble() < missing;
                none += gone ? 1 : 0;
                values[i] = gone
                        ? Float.NaN
                        : (float)
                                switch (c % 6) {
                                    case 1 -> Math.exp(random.nextGaussian());
                                    case 2 -> -Math.log(1 - random.nextDouble());
                                    case 3 -> random.nextDouble();
                                    case 4 -> Math.floor(-8 * Math.log(1 - random.nextDouble()));
                                    // Student's t with three degrees of freedom.
                                    case 5 ->
                                        random.nextGaussian()
                                                / Math.sqrt((square(random) + square(random) + square(random)) / 3);
                                    default -> random.nextGaussian();
                                };
            }
            return new Column.Numeric("n" + c, values, none);
        }

        private static double square(Random random) {
            double x = random.nextGaussian();
            return x * x;
        }

        private static Column zipf(int c, int categories, Random random, int rows) {
            double[] up = new double[categories];
            double sum = 0;
            for (int i = 0; i < categories; i++) {
                sum += 1.0 / (i + 1);
                up[i] = sum;
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < categories; i++) {
                names.add("v" + i);
            }
            int[] codes = new int[rows];
            for (int i = 0; i < rows; i++) {
                int place = Arrays.binarySearch(up, random.nextDouble() * sum);
                codes[i] = place >= 0 ? place : -place - 1;
            }
            return new Column.Categorical("c" + c, names, codes, categories, 0);
        }
    }

    /** One column of the mix made another: the normal one, or the one of ten categories. */
    enum Shift {
        MEAN_005("mean +0.05 sd", 0, 0.05),
        MEAN_01("+0.1", 0, 0.1),
        MEAN_02("+0.2", 0, 0.2),
        MEAN_05("+0.5", 0, 0.5),
        SCALE_11("scale x1.1", 0, 1.1),
        SCALE_125("x1.25", 0, 1.25),
        SCALE_15("x1.5", 0, 1.5),
        SCALE_2("x2", 0, 2),
        MISSING_1("missing 0 to 1 %", 0, 0.01),
        MISSING_5("5 %", 0, 0.05),
        MISSING_20("20 %", 0, 0.2),
        MISSING_50("50 %", 0, 0.5),
        MIX_5("5 % of a mix moved", 7, 0.05),
        MIX_10("10 %", 7, 0.1),
        MIX_20("20 %", 7, 0.2),
        NEW_1("new category 1 %", 7, 0.01),
        NEW_5("5 %", 7, 0.05),
        NEW_20("20 %", 7, 0.2);

        private final String words;
        private final int column;
        private final double size;

        Shift(String words, int column, double size) {
            this.words = words;
            this.column = column;
            this.size = size;
        }

        Frame apply(Frame frame, Random random) {
            List<Column> columns = new ArrayList<>(frame.columns());
            columns.set(column, apply(columns.get(column), random));
            return new Frame(null, columns);
        }

        private Column apply(Column column, Random random) {
            if (column instanceof Column.Numeric numbers) {
                float[] values = numbers.values().clone();
                int none = 0;
                for (int i = 0; i < values.length; i++) {
                    if (name().startsWith("MEAN")) {
                        values[i] += (float) size;
                    } else if (name().startsWith("SCALE")) {
                        values[i] *= (float) size;
                    } else if (random.nextDouble() < size) {
                        values[i] = Float.NaN;
                        none++;
                    }
                }
                return new Column.Numeric(numbers.name(), values, none);
            }
            Column.Categorical words = (Column.Categorical) column;
            List<String> names = new ArrayList<>(words.categories());
            boolean fresh = name().startsWith("NEW");
            if (fresh) {
                names.add("new");
            }
            // A share of all rows goes to the last of the categories, which was the rarest or was not there.
            ToIntFunction<Integer> moved = code -> random.nextDouble() < size ? names.size() - 1 : code;
            int[] codes = Arrays.stream(words.codes()).map(moved::applyAsInt).toArray();
            return new Column.Categorical(
                    words.name(), names, codes, words.categories().size(), 0);
        }
    }
}
