package chatx.protocol;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.codec.WireNames;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What keeps the protocol a list of words: rules of ARCHITECTURE.md and of docs/protocol.md. */
class ProtocolRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("chatx.protocol");

  @Test
  void recordsHaveNoBehaviour() {
    ArchRule rule =
        classes()
            .that()
            .areRecords()
            .and()
            .resideOutsideOfPackage("..codec..")
            .should(haveNoBehaviour())
            .because("a frame is what travels; what to do with it is each side's own business");
    rule.check(CLASSES);
  }

  @Test
  void onlyTheCodecKnowsJackson() {
    noClasses()
        .that()
        .resideOutsideOfPackage("chatx.protocol.codec")
        .should()
        .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."))
        .because("how JSON is read may change without touching a word of the protocol")
        .check(CLASSES);
  }

  @Test
  void theWordsDoNotKnowTheCodec() {
    noClasses()
        .that()
        .resideOutsideOfPackage("chatx.protocol.codec")
        .should()
        .dependOnClassesThat(resideInAPackage("chatx.protocol.codec"))
        .because("the arrow goes from the codec to the words, never back")
        .check(CLASSES);
  }

  /**
   * Sockets and mDNS are behaviour, so they live beside the protocol, and it does not know them.
   */
  @Test
  void theWordsDoNotKnowTheNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("chatx.lan..", "javax.jmdns..", "java.nio.channels.."))
        .because("whoever only reads and writes frames needs neither sockets nor mDNS")
        .check(CLASSES);
  }

  @Test
  void noStaticCanChange() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("codecs are shared by all threads")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new HashSet<>();
    for (JavaClass type : CLASSES) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).as("what may be null is said, so the rest never is").isEmpty();
  }

  @Test
  void everyFrameHasAWireNameAndADoc() {
    for (Class<?> root : List.of(ClientCommand.class, ServerReply.class, ServerEvent.class)) {
      for (Class<?> leaf : WireNames.of(root).types()) {
        assertThat(leaf.isRecord()).as("%s is a record", leaf).isTrue();
        assertThat(leaf).hasAnnotations(WireName.class, Doc.class);
        assertThat(WireNames.nameOf(leaf)).matches("[a-z]+(\\.[a-z]+(_[a-z]+)*)?");
      }
    }
    for (Class<?> command : WireNames.of(ClientCommand.class).types()) {
      assertThat(command).hasAnnotation(AnsweredBy.class);
    }
  }

  /** Golden frames and the headings of docs/protocol.md are found by wire name alone. */
  @Test
  void noWireNameIsUsedTwice() {
    List<String> names = new ArrayList<>();
    for (Class<?> root : List.of(ClientCommand.class, ServerReply.class, ServerEvent.class)) {
      WireNames.of(root).types().forEach(type -> names.add(WireNames.nameOf(type)));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everythingThatTravelsIsDocumented() {
    List<String> silent = new ArrayList<>();
    for (JavaClass imported : CLASSES) {
      Class<?> type = imported.reflect();
      if (type.getPackageName().endsWith(".codec")) {
        continue;
      }
      if (type.isRecord() && !isBare(type)) {
        if (!type.isAnnotationPresent(Doc.class)) {
          silent.add(type.getName());
        }
        for (RecordComponent component : type.getRecordComponents()) {
          if (!component.isAnnotationPresent(Doc.class)) {
            silent.add(type.getName() + "." + component.getName());
          }
        }
      }
      if (type.isEnum() || type == Limits.class) {
        for (Field constant : type.getFields()) {
          if (!constant.isAnnotationPresent(Doc.class)) {
            silent.add(type.getName() + "." + constant.getName());
          }
        }
      }
    }
    assertThat(silent).as("docs/protocol.md has nothing to say about these").isEmpty();
  }

  /** Ids travel as a text, frames by the codec: neither has fields of its own in the document. */
  private static boolean isBare(Class<?> type) {
    return TypedId.class.isAssignableFrom(type)
        || ServerFrame.class.isAssignableFrom(type)
        || type == CommandFrame.class;
  }

  /** Accessors, equality and text only, and factories of its own kind. */
  private static ArchCondition<JavaClass> haveNoBehaviour() {
    return new ArchCondition<>("have accessors and factories only") {
      @Override
      public void check(JavaClass record, ConditionEvents events) {
        Class<?> type = record.reflect();
        Set<String> allowed = new HashSet<>(Set.of("equals", "hashCode", "toString"));
        for (RecordComponent component : type.getRecordComponents()) {
          allowed.add(component.getName());
        }
        record.getMethods().stream()
            .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(method -> !allowed.contains(method.getName()))
            .filter(method -> !isFactory(method.reflect(), type))
            .forEach(method ->
                events.add(
                    SimpleConditionEvent.violated(record, method.getFullName() + " is behaviour")));
      }
    };
  }

  private static boolean isFactory(Method method, Class<?> type) {
    return Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type;
  }
}
