package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of report is sound. The pages stay in {@code target/sample-reports}, to be looked at. */
class SampleReportsTest {

    private static final Path DIRECTORY = Path.of("target", "sample-reports");

    static Stream<Arguments> pages() {
        DeliverySamples demo = DeliverySamples.demo("");
        DeliverySamples months = DeliverySamples.months("");
        return Stream.of(
                Arguments.of("train", TrainPage.of(Samples.train())),
                Arguments.of(
                        "train-regression",
                        TrainPage.of(Samples.train("", Task.REGRESSION, Samples.regression(1), List.of()))),
                Arguments.of(
                        "train-multiclass",
                        TrainPage.of(Samples.train("", Task.MULTICLASS, Samples.multiclass(5), List.of()))),
                Arguments.of(
                        "train-40-classes",
                        TrainPage.of(Samples.train("", Task.MULTICLASS, Samples.multiclass(40), List.of()))),
                Arguments.of(
                        "train-clusters",
                        TrainPage.of(Samples.train("", Task.CLUSTERING, FoundSamples.clusters("", 4), List.of()))),
                Arguments.of(
                        "train-40-clusters",
                        TrainPage.of(Samples.train("", Task.CLUSTERING, FoundSamples.clusters("", 40), List.of()))),
                Arguments.of(
                        "train-anomalies",
                        TrainPage.of(Samples.train("", Task.ANOMALY, FoundSamples.anomalies(""), List.of()))),
                Arguments.of("validation-passed", ValidationPage.of(Samples.validation("", true))),
                Arguments.of("validation-failed", ValidationPage.of(Samples.validation("", false))),
                Arguments.of("drift", DriftPage.of(Samples.drift(""))),
                Arguments.of("delivery-demo", delivery(demo)),
                Arguments.of("delivery-months", delivery(months)));
    }

    static Page delivery(DeliverySamples s) {
        return new DeliveryPage(s.model(), s.ledger, Stages.DEFAULT, b -> "reports/" + b.name(), s.now).page();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void isSound(String name, Page page) throws Exception {
        Path file = DIRECTORY.resolve(name + ".html");
        page.write(file);
        Documents.sound(file);
    }
}
