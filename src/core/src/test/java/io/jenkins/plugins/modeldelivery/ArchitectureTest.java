package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Core knows neither Jenkins nor machine learning, and its packages depend on each other in one direction. */
class ArchitectureTest {

    static final ArchRule NO_JENKINS =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..");

    static final ArchRule NO_MACHINE_LEARNING =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.tribuo..", "ml.dmlc..");

    static final ArchRule NO_CYCLES =
            slices().matching("io.jenkins.plugins.modeldelivery.(*)..").should().beFreeOfCycles();

    /** The order of the packages: each may use those before it. */
    static final ArchRule ONE_WAY = com.tngtech.archunit.library.Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("document")
            .definedBy("..document..")
            .layer("gate")
            .definedBy("..gate..")
            .layer("testreport")
            .definedBy("..testreport..")
            .layer("ledger")
            .definedBy("..ledger..")
            .layer("blob")
            .definedBy("..blob..")
            .layer("checkout")
            .definedBy("..checkout..")
            .layer("policy")
            .definedBy("..policy..")
            .layer("registry")
            .definedBy("..registry..")
            .layer("watch")
            .definedBy("..watch..")
            .whereLayer("watch")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("watch")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("registry")
            .whereLayer("blob")
            .mayOnlyBeAccessedByLayers("registry")
            .whereLayer("checkout")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("blob", "checkout", "policy", "registry", "watch")
            .whereLayer("gate")
            .mayOnlyBeAccessedByLayers("policy", "registry", "watch")
            .whereLayer("testreport")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers("gate", "testreport", "ledger", "blob", "policy", "registry", "watch");

    static final ArchRule NO_CONSOLE = noClasses()
            .should()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    // Plain tests: Surefire runs none of the rules that ArchUnit's own engine finds, and says nothing.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.modeldelivery");

    @Test
    void noJenkins() {
        NO_JENKINS.check(CLASSES);
    }

    @Test
    void noMachineLearning() {
        NO_MACHINE_LEARNING.check(CLASSES);
    }

    @Test
    void noCycles() {
        NO_CYCLES.check(CLASSES);
    }

    @Test
    void oneWay() {
        ONE_WAY.check(CLASSES);
    }

    @Test
    void noConsole() {
        NO_CONSOLE.check(CLASSES);
    }
}
