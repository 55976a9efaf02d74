package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Dependencies point one way; the engine knows no Jenkins. */
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.modeldelivery.";

    static final ArchRule noJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..");

    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    static final ArchRule dataKnowsOnlyDocumentsAndProgress = noClasses()
            .that()
            .resideInAPackage(ROOT + "data")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "model",
                    ROOT + "profile",
                    ROOT + "train",
                    ROOT + "evaluate",
                    ROOT + "drift",
                    ROOT + "score",
                    ROOT + "report",
                    ROOT + "registry",
                    ROOT + "ledger",
                    ROOT + "cli");

    static final ArchRule modelsDoNotKnowHowTheyAreTrainedOrJudged = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "model", ROOT + "profile")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "train", ROOT + "evaluate", ROOT + "drift", ROOT + "score", ROOT + "report", ROOT + "cli");

    static final ArchRule onlyTheCommandLineKnowsTheRegistry = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "train", ROOT + "evaluate", ROOT + "drift", ROOT + "score", ROOT + "profile", ROOT + "model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "registry", ROOT + "cli");

    static final ArchRule machineLearningLibrariesStayWhereTheyBelong = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "train", ROOT + "model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ml.dmlc..");

    static final ArchRule noJavaSerialization = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class);

    // Plain tests: Surefire runs none of the rules that ArchUnit's own engine finds, and says nothing.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.modeldelivery");

    @Test
    void noJenkins() {
        noJenkins.check(CLASSES);
    }

    @Test
    void noCycles() {
        noCycles.check(CLASSES);
    }

    @Test
    void dataKnowsOnlyDocumentsAndProgress() {
        dataKnowsOnlyDocumentsAndProgress.check(CLASSES);
    }

    @Test
    void modelsDoNotKnowHowTheyAreTrainedOrJudged() {
        modelsDoNotKnowHowTheyAreTrainedOrJudged.check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsTheRegistry() {
        onlyTheCommandLineKnowsTheRegistry.check(CLASSES);
    }

    @Test
    void machineLearningLibrariesStayWhereTheyBelong() {
        machineLearningLibrariesStayWhereTheyBelong.check(CLASSES);
    }

    @Test
    void noJavaSerialization() {
        noJavaSerialization.check(CLASSES);
    }
}
