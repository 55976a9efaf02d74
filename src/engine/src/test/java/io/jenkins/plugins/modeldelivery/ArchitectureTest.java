package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way; the engine knows no Jenkins. */
@AnalyzeClasses(packages = "io.jenkins.plugins.modeldelivery", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.modeldelivery.";

    @ArchTest
    static final ArchRule noJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..");

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
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

    @ArchTest
    static final ArchRule modelsDoNotKnowHowTheyAreTrainedOrJudged = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "model", ROOT + "profile")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "train", ROOT + "evaluate", ROOT + "drift", ROOT + "score", ROOT + "report", ROOT + "cli");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsTheRegistry = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "train", ROOT + "evaluate", ROOT + "drift", ROOT + "score", ROOT + "profile", ROOT + "model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "registry", ROOT + "cli");

    @ArchTest
    static final ArchRule machineLearningLibrariesStayWhereTheyBelong = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "train", ROOT + "model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tribuo..", "ml.dmlc..", "com.oracle..");

    @ArchTest
    static final ArchRule noJavaSerialization = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class);
}
