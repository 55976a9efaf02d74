package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * No machine learning in the controller; dependencies point one way. Plain tests rather than ArchUnit's annotations, which
 * Surefire passes over in silence.
 */
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.modeldelivery.";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("io.jenkins.plugins.modeldelivery");

    @Test
    void theClassesAreThere() {
        assertThat(classes.size()).isGreaterThan(50);
    }

    /** The engine and its libraries run in a process of their own, never in the controller. */
    @Test
    void noMachineLearningInTheController() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.tribuo..",
                        "ml.dmlc..",
                        "com.oracle.labs..",
                        ROOT + "cli..",
                        ROOT + "data..",
                        ROOT + "drift..",
                        ROOT + "evaluate..",
                        ROOT + "model..",
                        ROOT + "prediction..",
                        ROOT + "profile..",
                        ROOT + "progress..",
                        ROOT + "report..",
                        ROOT + "score..",
                        ROOT + "train..")
                .check(classes);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(classes);
    }

    /** What people look at does not know how it came about. */
    @Test
    void pagesDoNotKnowSteps() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "pages..", ROOT + "badge..", ROOT + "run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "steps..", ROOT + "execution..", ROOT + "trainer..")
                .check(classes);
    }

    @Test
    void badgesKnowOnlyTheRegistry() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "badge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "pages..", ROOT + "run..", ROOT + "config..")
                .check(classes);
    }
}
