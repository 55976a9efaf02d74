package io.jenkins.plugins.modeldelivery.pages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is shown does not depend on what acts, and a badge on nothing but the registry. */
@AnalyzeClasses(
        packages = "io.jenkins.plugins.modeldelivery",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class PagesArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.modeldelivery.";

    @ArchTest
    static final ArchRule pagesDoNotAct = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "pages..", ROOT + "badge..", ROOT + "run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "steps..", ROOT + "execution..", ROOT + "trainer..");

    @ArchTest
    static final ArchRule badgesKnowOnlyTheRegistry = noClasses()
            .that()
            .resideInAPackage(ROOT + "badge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "pages..", ROOT + "run..", ROOT + "config..");
}
