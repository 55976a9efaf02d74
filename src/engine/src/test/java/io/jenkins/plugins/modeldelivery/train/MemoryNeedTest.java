package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.data.DataSize;
import io.jenkins.plugins.modeldelivery.data.MachineMemory;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.model.Native;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryNeedTest {

    @TempDir
    Path dir;

    private Requests requests;

    @BeforeEach
    void data() throws IOException {
        requests = new Requests(dir).data(Requests.table(30_000, (x, c) -> x > 5 ? "yes" : "no"));
    }

    @AfterEach
    void as() {
        System.clearProperty(MachineMemory.SWITCH);
        System.clearProperty(Native.SWITCH);
    }

    private static MemoryNeed need(DataSize size, Requests requests) throws IOException {
        return MemoryNeed.of(size, new DataSize(0, 0, 0), size.rows() * 8 / 10, Order.of(requests.request()));
    }

    @Test
    void theFirstBytesTellTheSize() throws IOException {
        DataSize size = DataSize.of(Source.of(dir.resolve("data.csv").toString()));
        assertThat(size.columns()).isEqualTo(4);
        assertThat(size.rows()).isBetween(29_000L, 31_000L);
        assertThat(size.heap()).isBetween(16L * 30_000, 30L * 30_000);
        Path packed = dir.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(dir.resolve("data.csv"), out);
        }
        assertThat(DataSize.of(Source.of(packed.toString()))).isEqualTo(size);
    }

    @Test
    void trainersNeedWhatTheyNeed() throws IOException {
        DataSize million = new DataSize(1_000_000, 31, 140_000_000);
        MemoryNeed boosting = need(million, requests.trainer("gradientBoosting"));
        MemoryNeed forest = need(million, requests.trainer("randomForest"));
        MemoryNeed linear = need(million, requests.trainer("logisticRegression"));
        MemoryNeed auto = need(million, requests.trainer("auto"));
        // 24 million cells: 27 bytes each outside the heap, 8 in it, or 1 as a bin.
        assertThat(boosting.outside()).isBetween(670_000_000L, 700_000_000L);
        assertThat(boosting.heap()).isBetween(450_000_000L, 600_000_000L);
        assertThat(forest.outside()).isZero();
        assertThat(forest.heap()).isBetween(600_000_000L, 750_000_000L);
        assertThat(linear.outside()).isZero();
        assertThat(auto.heap()).isGreaterThanOrEqualTo(boosting.heap());
        assertThat(auto.outside()).isBetween(boosting.outside(), boosting.outside() + 50_000_000L);
        System.setProperty(Native.SWITCH, "off");
        MemoryNeed java = need(million, requests.trainer("gradientBoosting"));
        assertThat(java.outside()).isZero();
        assertThat(java.heap()).isLessThan(boosting.heap());
    }

    @Test
    void isRefusedBeforeAnythingIsDone() {
        // Below nothing, since the heap of these tests has already been taken.
        System.setProperty(MachineMemory.SWITCH, "-1000000000000");
        InputException e = catchThrowableOfType(
                InputException.class, () -> requests.trainer("gradientBoosting").run());
        assertThat(e.problem().what()).contains("heap and native library together; the machine has");
        assertThat(e.problem().where()).isEqualTo(dir.resolve("data.csv").toString());
        assertThat(e.problem().advice()).contains("fewer features or rows", "randomForest()");
        assertThat(dir.resolve("model.zip")).doesNotExist();
    }

    /** A tree a round for each class, gradients and probabilities of each. */
    @Test
    void manyClassesAreInThePlan() throws IOException {
        Order order = Order.of(requests.trainer("gradientBoosting").request());
        System.setProperty(
                MachineMemory.SWITCH, String.valueOf(Runtime.getRuntime().maxMemory() + (1L << 30)));
        MemoryNeed.planWork(order, 4, 100_000, 20_000, 2);
        InputException e =
                catchThrowableOfType(InputException.class, () -> MemoryNeed.planWork(order, 4, 100_000, 20_000, 2_000));
        assertThat(e.problem().what()).contains("heap");
        // 200 trees of 20 classes and many leaves are no small thing either.
        Order forest = Order.of(requests.trainer("randomForest")
                .parameters(java.util.Map.of("trees", 5_000, "depth", 30))
                .request());
        assertThat(catchThrowableOfType(
                                InputException.class, () -> MemoryNeed.planWork(forest, 30, 20_000_000, 1_000, 20))
                        .problem()
                        .advice())
                .contains("Give memory");
    }

    /** Whatever the heap, a training says that it needs more, or has enough: it does not fall over on the way. */
    @ParameterizedTest
    @CsvSource({"randomForest, 24", "gradientBoosting, 40", "randomForest, 128"})
    void smallHeapsAreRefusedOrEnough(String trainer, int megabytes) throws Exception {
        StringBuilder rows = new StringBuilder("a,b,c,d,e,f,g,h,y\n");
        java.util.SplittableRandom random = new java.util.SplittableRandom(3);
        for (int i = 0; i < 60_000; i++) {
            int sum = 0;
            for (int c = 0; c < 8; c++) {
                int value = random.nextInt(1000);
                sum += value;
                rows.append(value).append(',');
            }
            rows.append("class ").append(sum / 900).append('\n');
        }
        Path data = Files.writeString(dir.resolve("many.csv"), rows);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.jenkins.plugins.modeldelivery.cli.Main",
                        "train",
                        "--registry",
                        dir.resolve("registry").toString(),
                        "--model",
                        "m",
                        "--data",
                        data.toString(),
                        "--target",
                        "y",
                        "--trainer",
                        trainer,
                        "-p",
                        trainer.equals("randomForest") ? "trees=4" : "rounds=2")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(said).doesNotContain("OutOfMemory", "Java heap space");
        boolean refused = said.contains("of heap") && said.contains("Give memory: '");
        assertThat(refused).as(said).isEqualTo(code != 0).isEqualTo(!said.contains("registered m v1"));
        assertThat(refused).as(said).isEqualTo(megabytes < 40 || refused && megabytes < 100);
    }

    @Test
    void saysWhichHeapWouldDo() throws IOException {
        InputException e = catchThrowableOfType(
                InputException.class,
                () -> io.jenkins.plugins.modeldelivery.data.MemoryPlan.of(
                        "x.csv",
                        need(new DataSize(900_000_000, 200, 1L << 40), requests.trainer("linear"))
                                .heap()));
        assertThat(e.problem().advice()).matches("Give memory: '\\d+g' \\(or java -Xmx\\d+g\\)\\.");
    }
}
