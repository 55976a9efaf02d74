package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.modeldelivery",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

    /** The engine and its libraries run in a process of their own, never in the controller. */
    @ArchTest
    static final ArchRule noMachineLearning = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.tribuo..",
                    "ml.dmlc..",
                    "com.oracle.labs..",
                    "io.jenkins.plugins.modeldelivery.cli..",
                    "io.jenkins.plugins.modeldelivery.data..",
                    "io.jenkins.plugins.modeldelivery.drift..",
                    "io.jenkins.plugins.modeldelivery.evaluate..",
                    "io.jenkins.plugins.modeldelivery.model..",
                    "io.jenkins.plugins.modeldelivery.profile..",
                    "io.jenkins.plugins.modeldelivery.progress..",
                    "io.jenkins.plugins.modeldelivery.report..",
                    "io.jenkins.plugins.modeldelivery.score..",
                    "io.jenkins.plugins.modeldelivery.train..");

    @ArchTest
    static final ArchRule oneWay =
            slices().matching("io.jenkins.plugins.modeldelivery.(*)..").should().beFreeOfCycles();
}
