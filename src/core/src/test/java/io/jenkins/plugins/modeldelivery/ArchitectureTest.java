package io.jenkins.plugins.modeldelivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Core knows neither Jenkins nor machine learning, and its packages depend on each other in one direction. */
@AnalyzeClasses(packages = "io.jenkins.plugins.modeldelivery", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_JENKINS =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..");

    @ArchTest
    static final ArchRule NO_MACHINE_LEARNING =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.tribuo..", "ml.dmlc..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.jenkins.plugins.modeldelivery.(*)..").should().beFreeOfCycles();

    /** The order of the packages: each may use those before it. */
    @ArchTest
    static final ArchRule ONE_WAY = com.tngtech.archunit.library.Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("document")
            .definedBy("..document..")
            .layer("gate")
            .definedBy("..gate..")
            .layer("ledger")
            .definedBy("..ledger..")
            .layer("blob")
            .definedBy("..blob..")
            .layer("policy")
            .definedBy("..policy..")
            .layer("registry")
            .definedBy("..registry..")
            .whereLayer("registry")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("registry")
            .whereLayer("blob")
            .mayOnlyBeAccessedByLayers("registry")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("blob", "policy", "registry")
            .whereLayer("gate")
            .mayOnlyBeAccessedByLayers("policy", "registry")
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers("gate", "ledger", "blob", "policy", "registry");

    @ArchTest
    static final ArchRule NO_CONSOLE = noClasses()
            .should()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
