package org.crosswind;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may know whom. {@link #TABLE} is the table of the architecture page, stated once; whatever it
 * does not allow is refused, so a new package or a new library in the main code begins with a row
 * or a word here.
 */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String ROOT = "org.crosswind";

  /** The JDK, with the one incubating module that the vector kernels use. */
  private static final List<String> JDK = List.of("java", "javax", "jdk.incubator.vector");

  private static final List<Room> TABLE =
      List.of(
          room("kernel").mayImport("the JDK"),
          room("model").mayImport("the JDK"),
          room("calc").mayImport("kernel", "model"),
          room("format")
              .mayImport("model")
              .mayUse(
                  "org.apache.hadoop",
                  "org.apache.parquet",
                  "de.siegmar.fastcsv",
                  "com.fasterxml.jackson"),
          room("plan").mayImport("model.run"),
          room("engine").mayImport("plan", "model.run"),
          room("engine.spark")
              .mayImport("engine", "plan", "model.run", "format.table")
              .mayUse(
                  "org.apache.spark",
                  "org.apache.hadoop",
                  "com.esotericsoftware.kryo",
                  "scala",
                  "org.slf4j"),
          room("report")
              .mayImport("model", "format.table")
              .mayUse("org.apache.hadoop", "com.fasterxml.jackson"),
          room("job").mayImport("everything"));

  @ArchTest
  static final ArchRule eachPackageImportsOnlyWhatItsRowAllows =
      classes()
          .should(importOnlyWhatTheirRowAllows())
          .as("each package imports only what its row of the table allows");

  @ArchTest
  static final ArchRule everyClassLivesInARoomOfTheTable =
      classes().should(haveARow()).as("every class lives in a package that has a row in the table");

  @ArchTest
  static final ArchRule nobodyImportsJob =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".job..");

  @ArchTest
  static final ArchRule sparkIsOnlyInEngineSparkAndJob =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".engine.spark..", ROOT + ".job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..", "com.esotericsoftware..");

  @ArchTest
  static final ArchRule kernelsNeitherLogNorReadNorTellTheTime =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..", "java.io..", "java.nio.file..", "java.time..", "java.net..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyJobMayWriteToTheStandardStreams =
      noClasses().that().resideOutsideOfPackage(ROOT + ".job..").should(ACCESS_STANDARD_STREAMS);

  /**
   * Java's deserialisation makes any class of the class path from bytes; what comes from outside is
   * never read by it. The exception reads what this engine's own driver and executors have sent.
   */
  @ArchTest
  static final ArchRule onlyTheEnginesOwnWireIsDeserialised =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".engine.spark.JavaPayload")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".engine.spark.JavaPayload$ContextStream")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder")
          .orShould()
          .callMethod(
              "com.fasterxml.jackson.databind.ObjectMapper",
              "activateDefaultTyping",
              "com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator");

  @ArchTest
  static final ArchRule noPublicStaticCanBeChanged =
      fields().that().arePublic().and().areStatic().should(beConstants()).allowEmptyShould(true);

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses classes) throws IOException {
    Path source = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(source)) {
      assertThat(files.filter(Files::isDirectory).filter(ArchitectureTest::holdsJava))
          .as("packages of %s", source)
          .isNotEmpty()
          .allSatisfy(
              directory ->
                  assertThat(directory.resolve("package-info.java"))
                      .isRegularFile()
                      .content()
                      .as("the purpose of the package, before its declaration")
                      .containsPattern("(?s)/\\*\\*.*\\*/\\s*package "));
    }
  }

  private static boolean holdsJava(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.anyMatch(entry -> entry.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A row: a package and all below it, as far as no longer row takes them, and what its classes may
   * import.
   */
  private record Room(String name, List<String> imports, List<String> libraries) {
    Room mayImport(String... rooms) {
      return new Room(name, List.of(rooms), libraries);
    }

    Room mayUse(String... packages) {
      return new Room(name, imports, List.of(packages));
    }

    boolean holds(JavaClass type) {
      return isWithin(type.getPackageName(), ROOT + "." + name);
    }

    boolean allows(JavaClass target) {
      String where = target.getPackageName();
      return imports.contains("everything")
          || JDK.stream().anyMatch(p -> isWithin(where, p))
          || libraries.stream().anyMatch(p -> isWithin(where, p))
          || imports.stream().anyMatch(p -> isWithin(where, ROOT + "." + p))
          || roomOf(target).equals(Optional.of(this));
    }
  }

  private static Room room(String name) {
    return new Room(name, List.of(), List.of());
  }

  private static Optional<Room> roomOf(JavaClass type) {
    return TABLE.stream()
        .filter(r -> r.holds(type))
        .max(Comparator.comparingInt(r -> r.name().length()));
  }

  private static boolean isWithin(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  private static ArchCondition<JavaClass> importOnlyWhatTheirRowAllows() {
    return new ArchCondition<>("import only what their row allows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Optional<Room> room = roomOf(type);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (room.isPresent() && !target.isPrimitive() && !room.get().allows(target)) {
            events.add(
                SimpleConditionEvent.violated(
                    type,
                    room.get().name()
                        + " may not know "
                        + target.getName()
                        + ": "
                        + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> haveARow() {
    return new ArchCondition<>("have a row in the table") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (roomOf(type).isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in no package of the table"));
        }
      }
    };
  }

  private static ArchCondition<JavaField> beConstants() {
    return new ArchCondition<>("be final and no array") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        if (!field.getModifiers().contains(JavaModifier.FINAL) || field.getRawType().isArray()) {
          events.add(
              SimpleConditionEvent.violated(
                  field, field.getFullName() + " can be changed by anybody"));
        }
      }
    };
  }
}
