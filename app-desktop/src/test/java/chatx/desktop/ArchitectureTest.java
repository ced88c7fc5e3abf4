package chatx.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The house rules of ARCHITECTURE.md, as far as the class files show them. */
@AnalyzeClasses(packages = "chatx.desktop", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] FEATURES = {
    "chatx.desktop.welcome..",
    "chatx.desktop.nearby..",
    "chatx.desktop.rail..",
    "chatx.desktop.roomlist..",
    "chatx.desktop.browse..",
    "chatx.desktop.conversation..",
    "chatx.desktop.members..",
    "chatx.desktop.find..",
    "chatx.desktop.roomactions..",
    "chatx.desktop.settings..",
    "chatx.desktop.invite..",
    "chatx.desktop.switcher..",
    "chatx.desktop.connection..",
    "chatx.desktop.help..",
    "chatx.desktop.notification..",
    "chatx.desktop.window.."
  };

  @ArchTest
  static final ArchRule importsGoDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("storage")
          .definedBy("chatx.desktop.storage..")
          .layer("session")
          .definedBy("chatx.desktop.session..")
          .layer("ui")
          .definedBy("chatx.desktop.ui..")
          .layer("model")
          .definedBy("chatx.desktop.model..")
          .layer("features")
          .definedBy(FEATURES)
          .layer("annex")
          .definedBy("chatx.desktop.host..")
          .layer("roof")
          .definedBy("chatx.desktop")
          .whereLayer("roof")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("annex")
          .mayOnlyBeAccessedByLayers("roof")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("roof")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("roof", "features")
          .whereLayer("ui")
          .mayOnlyBeAccessedByLayers("roof", "features", "model")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("roof", "features", "model", "ui")
          .because("a floor that knows those above it cannot be understood without them");

  @ArchTest
  static final ArchRule featuresDoNotKnowEachOther =
      slices()
          .matching(
              "chatx.desktop.(welcome|nearby|rail|roomlist|browse|conversation|members|find|roomactions"
                  + "|settings|invite|switcher|connection|help|notification|window)..")
          .should()
          .notDependOnEachOther()
          .because("a screen must be addable and removable without touching another");

  @ArchTest
  static final ArchRule onlyTheAnnexKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatx.desktop.host..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chatx.server..")
          .because("people who only join must be able to do without it");

  @ArchTest
  static final ArchRule theSessionNeedsNoToolkit =
      noClasses()
          .that()
          .resideInAnyPackage("chatx.desktop.session..", "chatx.desktop.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..")
          .because("it is a client library that also works without the app");

  @ArchTest
  static final ArchRule modelsKnowNoScene =
      noClasses()
          .that()
          .resideInAPackage("chatx.desktop.model..")
          .or()
          .haveNameMatching(".*ViewModel(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..")
          .because("what the app does must be testable without a window");

  @ArchTest
  static final ArchRule socketsAreInTheSession =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatx.desktop.session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.websocket..", "org.glassfish..")
          .because("how words travel is decided in one place");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatx.desktop")
          .should()
          .callMethod(Instant.class, "now")
          .because("tests turn the clock");

  @ArchTest
  static final ArchRule nothingMutableIsStatic =
      noFields()
          .that()
          .areStatic()
          .should()
          .notBeFinal()
          .because("two apps in one process must not meet");

  @ArchTest
  static final ArchRule onlyTheRoofPrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatx.desktop")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("nobody reads a window's standard output");
}
