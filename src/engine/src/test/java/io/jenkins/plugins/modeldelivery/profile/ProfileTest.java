package io.jenkins.plugins.modeldelivery.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProfileTest {

    static Column.Numeric numbers(String name, float... values) {
        int missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return new Column.Numeric(name, values, missing);
    }

    static Column.Categorical words(String name, String... values) {
        List<String> categories =
                Arrays.stream(values).filter(v -> v != null).distinct().toList();
        int[] codes = Arrays.stream(values).mapToInt(categories::indexOf).toArray();
        return new Column.Categorical(name, categories, codes, categories.size(), (int)
                Arrays.stream(codes).filter(c -> c < 0).count());
    }

    @Test
    void countsNumbersExactlyAtAndBetweenEdges() {
        NumericProfile p = NumericProfile.of(numbers("x", 3, 1, Float.NaN, 0, 1, -0f, 7.5f));
        assertThat(p.edges()).containsExactly(0, 1, 3, 7.5f);
        assertThat(p.at()).containsExactly(2, 2, 1, 1);
        assertThat(p.between()).containsOnly(0);
        assertThat(p.missing()).isEqualTo(1);
        assertThat(p.zeros()).isEqualTo(2);
        assertThat(p.present()).isEqualTo(6);
        assertThat(p.whole()).isFalse();
        assertThat(p.min()).isEqualTo(0);
        assertThat(p.max()).isEqualTo(7.5);
        // numpy 2: mean and sum of squared differences of [3, 1, 0, 1, 0, 7.5]
        assertThat(p.mean()).isCloseTo(2.0833333333333335, within(1e-12));
        assertThat(p.m2()).isCloseTo(41.208333333333336, within(1e-12));

        NumericProfile q = p.project(numbers("x", -5, 0.5f, 0.75f, 1, 9, Float.NaN, Float.NaN));
        assertThat(q.at()).containsExactly(0, 1, 0, 0);
        assertThat(q.between()).containsExactly(1, 2, 0, 0, 1);
        assertThat(q.means()).containsExactly(-5, 0.625f, 0, 0, 9);
        assertThat(q.missing()).isEqualTo(2);
    }

    @Test
    void survivesColumnsWithoutValuesAndOfOneValue() {
        NumericProfile empty = NumericProfile.of(numbers("x", Float.NaN, Float.NaN));
        assertThat(empty.present()).isZero();
        assertThat(empty.min()).isNull();
        assertThat(empty.missingShare()).isEqualTo(1);
        assertThat(empty.project(numbers("x", 1, 2)).between()).containsExactly(2);
        NumericProfile constant = NumericProfile.of(numbers("x", 4, 4, 4));
        assertThat(constant.edges()).containsExactly(4);
        assertThat(constant.deviation()).isZero();
        assertThat(constant.project(numbers("x", 3, 4, 5, 6)).between()).containsExactly(1, 2);
        assertThat(CategoricalProfile.of(words("x")).mode()).isNull();
        assertThat(DateProfile.of(new Column.Date("d", new long[] {Long.MIN_VALUE}, 1))
                        .min())
                .isNull();
    }

    @Test
    void keepsTheMostFrequentCategoriesAndTellsNewOnesApart() {
        CategoricalProfile p = CategoricalProfile.of(words("c", "b", "a", null, "a", "c", "a", "b"));
        assertThat(p.categories()).containsExactly("a", "b", "c");
        assertThat(p.counts()).containsExactly(3, 2, 1);
        assertThat(p.missing()).isEqualTo(1);
        assertThat(p.distinct()).isEqualTo(3);
        assertThat(p.once()).isEqualTo(1);
        CategoricalProfile q = p.project(words("c", "z", "a", "y", "z", null));
        assertThat(q.counts()).containsExactly(1, 0, 0);
        assertThat(q.unseen())
                .containsExactly(new CategoricalProfile.Count("z", 2), new CategoricalProfile.Count("y", 1));
        assertThat(q.unseenRows()).isEqualTo(3);
        assertThat(q.present()).isEqualTo(4);
    }

    @Test
    void aValueBeyondTheListIsNewOnlyIfTheTrainingDictionaryLacksIt() {
        String[] many = new String[1000];
        Arrays.setAll(many, i -> "v" + i % 500);
        Column.Categorical training = words("c", many);
        CategoricalProfile p = CategoricalProfile.of(training);
        assertThat(p.categories()).hasSize(CategoricalProfile.TOP);
        assertThat(p.other()).isEqualTo(600);
        List<String> frozen = new ArrayList<>(training.categories());
        frozen.add("new");
        CategoricalProfile q = p.project(new Column.Categorical("c", frozen, new int[] {0, 499, 500, 500, -1}, 500, 1));
        assertThat(q.unseenRows()).isEqualTo(2);
        assertThat(q.other() + Arrays.stream(q.counts()).sum()).isEqualTo(2);
        // A dictionary that was cut short cannot tell.
        q = p.project(new Column.Categorical("c", frozen, new int[] {0, 499, 500, 500, -1}, 300, 1));
        assertThat(q.unseenRows()).isZero();
    }

    @Test
    void staysSmallAndComesBackFromJsonUnchanged() throws IOException {
        Random random = new Random(1);
        List<Column> columns = new ArrayList<>();
        int rows = 200_000;
        for (int c = 0; c < 30; c++) {
            if (c < 20) {
                float[] values = new float[rows];
                for (int i = 0; i < rows; i++) {
                    double z = random.nextGaussian();
                    values[i] = (float) (c % 3 == 0 ? z : c % 3 == 1 ? Math.exp(2 * z) : random.nextInt(200));
                }
                columns.add(numbers("number" + c, values));
            } else {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    names.add("category " + i);
                }
                int[] codes = new int[rows];
                Arrays.setAll(codes, i -> (int) Math.min(999, Math.exp(Math.abs(random.nextGaussian()) * 2)));
                columns.add(new Column.Categorical("word" + c, names, codes, 1000, 0));
            }
        }
        Frame frame = new Frame(null, columns);
        Profile profile = Profile.of(
                frame,
                columns.stream().map(Column::name).toList(),
                columns.get(0),
                new Predictions(Task.BINARY, List.of("no", "yes"), new double[rows]));
        String json = Json.line(profile);
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
        Profile back = Json.parse(json, Profile.class, "test");
        assertThat(Json.line(back)).isEqualTo(json);
        for (int c = 0; c < columns.size(); c++) {
            ColumnProfile projected = back.features().get(c).project(columns.get(c));
            assertThat(counts(projected))
                    .containsExactly(counts(profile.features().get(c)));
        }
    }

    @Test
    void refusesDamageAndOtherFormats() {
        assertThatThrownBy(() -> Json.parse("{\"format\":2,\"rows\":1,\"features\":[]}", Profile.class, "model.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.zip")
                .hasMessageContaining("format 2")
                .hasMessageContaining("newer engine");
        String column = "{\"format\":1,\"rows\":1,\"features\":[{\"type\":\"numeric\",\"name\":\"x\",\"missing\":0,"
                + "\"zeros\":0,\"whole\":true,\"min\":1,\"max\":2,\"mean\":1.5,\"m2\":0.5,\"edges\":%s,"
                + "\"at\":[1,1],\"between\":[0,0,0],\"means\":[0,0,0]}]}";
        assertThatThrownBy(() -> Json.parse(column.formatted("[2,1]"), Profile.class, "model.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("edge 1");
        assertThatThrownBy(() -> Json.parse(column.formatted("[2]"), Profile.class, "model.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("do not match");
    }

    /** Damage is a complaint or a profile that can be compared, never another exception. */
    @Property(tries = 500)
    void damagedTextIsRefusedOrUsable(@ForAll long seed) {
        Frame frame = new Frame(
                null,
                List.of(
                        numbers("x", 1, 2, Float.NaN, 4.5f),
                        words("c", "a", "b", null, "a"),
                        new Column.Date("d", new long[] {1, 2, 3, Long.MIN_VALUE}, 1)));
        List<String> names = List.of("x", "c", "d");
        StringBuilder json = new StringBuilder(Json.line(Profile.of(frame, names, null, null)));
        Random random = new Random(seed);
        String letters = "{}[]\",:0129-.eEnulltrue xcd";
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(json.length());
            if (random.nextBoolean()) {
                json.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
            } else {
                json.delete(at, Math.min(json.length() - 1, at + 1 + random.nextInt(30)));
            }
        }
        try {
            Profile profile = Json.parse(json.toString(), Profile.class, "damaged");
            for (ColumnProfile feature : profile.features()) {
                assertThat(feature.rows()).isGreaterThanOrEqualTo(0);
                assertThat(feature.merge(feature).present()).isEqualTo(2 * feature.present());
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    @Test
    void namesTheFeatureThatIsNotThere() {
        assertThatThrownBy(() -> Profile.of(new Frame(null, List.of(numbers("x", 1))), List.of("x", "y"), null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'y'");
    }

    @Test
    void predictionsBecomeAColumn() {
        Predictions three = new Predictions(Task.MULTICLASS, List.of("a", "b", "c"), new double[] {
            .2, .5, .3, .4, .4, .2, Double.NaN, Double.NaN, Double.NaN
        });
        Column.Categorical classes = (Column.Categorical) Profile.column(three);
        assertThat(classes.codes()).containsExactly(1, 0, -1);
        assertThat(classes.missingCount()).isEqualTo(1);
        Column.Numeric number = (Column.Numeric)
                Profile.column(new Predictions(Task.REGRESSION, null, new double[] {1, Double.NaN, 1e300}));
        assertThat(number.missingCount()).isEqualTo(2);
        assertThat(number.name()).isEqualTo("prediction");
    }

    @Provide
    Arbitrary<float[]> values() {
        Arbitrary<Float> few = Arbitraries.integers().between(-5, 5).map(i -> i / 2f);
        Arbitrary<Float> wild = Arbitraries.floats();
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, few),
                        net.jqwik.api.Tuple.of(4, wild),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Float.NaN)))
                .array(float[].class)
                .ofMaxSize(400);
    }

    @Property(tries = 300)
    void everyRowIsInItsPlace(@ForAll("values") float[] reference, @ForAll("values") float[] current) {
        NumericProfile p = NumericProfile.of(numbers("x", reference));
        for (float[] values : List.of(reference, current)) {
            NumericProfile q = p.project(numbers("x", values));
            long below = q.between()[0];
            for (int i = 0; i < p.edges().length; i++) {
                float edge = p.edges()[i];
                assertThat(below).isEqualTo(count(values, v -> v < edge));
                below += q.at()[i] + q.between()[i + 1];
                assertThat(below - q.between()[i + 1]).isEqualTo(count(values, v -> v <= edge));
            }
            assertThat(q.rows()).isEqualTo(values.length);
        }
        assertThat(p.between()[0]).isZero();
        assertThat(p.between()[p.edges().length]).isZero();
    }

    private interface Condition {
        boolean test(float value);
    }

    private static long count(float[] values, Condition condition) {
        long n = 0;
        for (float value : values) {
            n += condition.test(value) ? 1 : 0;
        }
        return n;
    }

    @Property(tries = 300)
    void mergedNumbersCountAsIfReadTogether(
            @ForAll("values") float[] a, @ForAll("values") float[] b, @ForAll("values") float[] grid) {
        NumericProfile base = NumericProfile.of(numbers("x", grid));
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        NumericProfile together = base.project(numbers("x", both));
        NumericProfile merged = base.project(numbers("x", a)).merge(base.project(numbers("x", b)));
        assertThat(counts(merged)).containsExactly(counts(together));
        assertThat(merged.zeros()).isEqualTo(together.zeros());
        assertThat(merged.min()).isEqualTo(together.min());
        assertThat(merged.max()).isEqualTo(together.max());
        assertThat(merged.whole()).isEqualTo(together.whole());
        double size = Math.max(Math.abs(together.present() == 0 ? 0 : together.max()), 1)
                + Math.abs(together.present() == 0 ? 0 : together.min());
        assertThat(merged.mean()).isCloseTo(together.mean(), within(1e-9 * size));
        assertThat(merged.m2()).isCloseTo(together.m2(), within(1e-9 * size * size * (1 + both.length)));
    }

    @Property(tries = 200)
    void mergedCategoriesCountAsIfReadTogether(
            @ForAll List<@net.jqwik.api.constraints.CharRange(from = 'a', to = 'f') Character> a,
            @ForAll List<@net.jqwik.api.constraints.CharRange(from = 'a', to = 'h') Character> b) {
        CategoricalProfile base = CategoricalProfile.of(words("c", strings(a)));
        List<Character> both = new ArrayList<>(a);
        both.addAll(b);
        CategoricalProfile merged = base.merge(base.project(words("c", strings(b))));
        CategoricalProfile together = base.project(words("c", strings(both)));
        assertThat(counts(merged)).containsExactly(counts(together));
        assertThat(merged.unseen()).isEqualTo(together.unseen());
        assertThat(merged.distinct()).isEqualTo(together.distinct());
    }

    private static String[] strings(List<Character> letters) {
        return letters.stream().map(String::valueOf).toArray(String[]::new);
    }

    private static long[] counts(ColumnProfile profile) {
        if (profile instanceof CategoricalProfile c) {
            long[] all = Arrays.copyOf(c.counts(), c.counts().length + 3);
            all[c.counts().length] = c.other();
            all[c.counts().length + 1] = c.unseenRows();
            all[c.counts().length + 2] = c.missing();
            return all;
        }
        NumericProfile n = (NumericProfile) profile;
        long[] all = new long[2 * n.edges().length + 2];
        for (int i = 0; i <= n.edges().length; i++) {
            all[2 * i] = n.between()[i];
            all[2 * i + 1] = i < n.edges().length ? n.at()[i] : n.missing();
        }
        return all;
    }
}
