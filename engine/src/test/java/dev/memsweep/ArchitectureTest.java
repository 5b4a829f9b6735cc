package dev.memsweep;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Holds the order of the packages, and what none of them may use. */
@AnalyzeClasses(packages = "dev.memsweep", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** In the order that data flows: each may import only those before it. */
    private static final List<String> PACKAGES =
            List.of("formula", "catalog", "grid", "spec", "plan", "eval", "query", "parquet");

    @ArchTest
    static final ArchRule importsOnlyEarlierPackages = packageOrder();

    @ArchTest
    static final ArchRule hasNoCyclesOfPackages =
            slices().matching("dev.memsweep.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule knowsNoCommandLineWebOrSpark = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "com.sun.net.httpserver..", "org.apache.spark..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule printsNothing =
            noClasses().should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true);

    @ArchTest
    static final ArchRule logsNothing = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule runsNothingFromOutside = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.script..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
            .allowEmptyShould(true);

    @ArchTest
    static void marksEveryPackageForNulls(JavaClasses classes) {
        List<String> unmarked = classes.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(unmarked)
                .as("packages without a package-info that is @NullMarked")
                .isEmpty();
    }

    private static ArchRule packageOrder() {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : PACKAGES) {
            layers = layers.layer(name).definedBy("dev.memsweep." + name + "..");
        }
        for (int i = 0; i < PACKAGES.size(); i++) {
            String[] earlier = PACKAGES.subList(0, i).toArray(String[]::new);
            layers = i == 0
                    ? layers.whereLayer(PACKAGES.get(i)).mayNotAccessAnyLayer()
                    : layers.whereLayer(PACKAGES.get(i)).mayOnlyAccessLayers(earlier);
        }
        return layers;
    }
}
