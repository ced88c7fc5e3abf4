package chatx.server;

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
@AnalyzeClasses(packages = "chatx.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CELLAR = {
    "..audit..",
    "..data..",
    "..frame..",
    "..journal..",
    "..limit..",
    "..mailbox..",
    "..peer..",
    "..problem..",
    "..secret..",
    "..storage..",
    "..text..",
    "..tls.."
  };

  @ArchTest
  static final ArchRule importsGoDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cellar")
          .definedBy(CELLAR)
          .layer("ground")
          .definedBy("chatx.server.room..", "chatx.server.invite..")
          .layer("hall")
          .definedBy("chatx.server.command..")
          .layer("features")
          .definedBy(
              "chatx.server.account..",
              "chatx.server.admin..",
              "chatx.server.membership..",
              "chatx.server.message..",
              "chatx.server.catchup..",
              "chatx.server.presence..")
          .layer("door")
          .definedBy("chatx.server.socket..", "chatx.server.gateway..", "chatx.server.http..")
          .layer("roof")
          .definedBy("chatx.server", "chatx.server.cli..", "chatx.server.bench..")
          .whereLayer("roof")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("door")
          .mayOnlyBeAccessedByLayers("roof")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("roof", "door")
          .whereLayer("hall")
          .mayOnlyBeAccessedByLayers("roof", "door", "features")
          .whereLayer("ground")
          .mayOnlyBeAccessedByLayers("roof", "door", "features", "hall")
          .because("a floor that knows those above it cannot be understood without them");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheBench =
      noClasses()
          .that()
          .resideOutsideOfPackages("chatx.server.cli..", "chatx.server.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatx.server.bench..")
          .because("a server must work the same where nobody measures it");

  @ArchTest
  static final ArchRule theBenchKnowsNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage("chatx.server.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatx.server.cli..")
          .because("a measurement must be usable from a test, too");

  @ArchTest
  static final ArchRule featuresDoNotKnowEachOther =
      slices()
          .matching("chatx.server.(account|admin|membership|message|catchup|presence)..")
          .should()
          .notDependOnEachOther()
          .because("a feature must be addable and removable without touching another");

  @ArchTest
  static final ArchRule networkLibrariesStayAtTheDoor =
      noClasses()
          .that()
          .resideOutsideOfPackages("chatx.server.socket..", "chatx.server.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.websocket..", "org.glassfish..")
          .because("rooms and features must not care how their words travel");

  @ArchTest
  static final ArchRule onlyTheRoofKnowsTheLan =
      noClasses()
          .that()
          .resideOutsideOfPackages("chatx.server", "chatx.server.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatx.lan..")
          .because("rooms and features must work the same where nobody looks for them");

  @ArchTest
  static final ArchRule sqlIsInStores =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatx.server.storage..")
          .and()
          .haveNameNotMatching(".*(Store|Log)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chatx.server.storage.tables..")
          .because("whoever changes a table must know where to look");

  @ArchTest
  static final ArchRule jsonIsInCodecs =
      noClasses()
          .that()
          .haveNameNotMatching(".*Codec(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..")
          .because("what travels is decided in one place");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("chatx.server", "chatx.server.cli..")
          .should()
          .callMethod(Instant.class, "now")
          .because("tests turn the clock");

  @ArchTest
  static final ArchRule nothingMutableIsStatic =
      noFields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("chatx.server.storage.tables..")
          .should()
          .notBeFinal()
          .because("two servers in one process must not meet");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("chatx.server", "chatx.server.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("a server's words belong in its log");
}
