package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the library says the truth: its programs compile, run and print what it shows. */
@Tag("spark")
class LibraryPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/library.md");
  private static final Path NOTEBOOK = Path.of("notebooks/library.ipynb");
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n(.*?)```\n\n```text\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("public class (\\w+)");

  @TempDir Path folder;

  @Test
  void everyBlockOfJavaIsAProgramWithItsOutput() throws IOException {
    assertThat(programs().map(Program::name)).containsExactly("Classic", "FirstPrime", "OnSpark");
    assertThat(page().split("```java", -1)).hasSize(4);
  }

  @Test
  void theClassicPatternIsTwentyLinesWithoutItsImports() throws IOException {
    Program classic = programs().findFirst().orElseThrow();
    List<String> lines =
        classic.code().lines().filter(l -> !l.isBlank() && !l.startsWith("import")).toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void theNotebookHasTheFunctionAndTheCallsOfThePage() throws IOException {
    String notebook = Files.readString(NOTEBOOK);
    Program classic = programs().findFirst().orElseThrow();
    assertThat(classic.code().lines().filter(l -> l.contains("annuity") || l.contains("join()")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(notebook).contains(line.strip().replace("\"", "\\\"")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void aProgramPrintsWhatThePageShows(Program program) throws Exception {
    Path source = folder.resolve(program.name() + ".java");
    Files.writeString(source, program.code());
    compile(source);
    assertThat(run(program.name())).isEqualTo(program.output());
  }

  private void compile(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      StringWriter said = new StringWriter();
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  private String run(String name) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        PrintStream printing = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, "UTF-8")) {
      thread.setContextClassLoader(loader);
      System.setOut(printing);
      System.setErr(nowhere);
      Class<?> program = loader.loadClass(name);
      program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
      System.setErr(err);
      thread.setContextClassLoader(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  static Stream<Program> programs() throws IOException {
    return PROGRAM.matcher(page()).results().map(LibraryPageTest::program);
  }

  private static Program program(MatchResult block) {
    String code = block.group(1);
    String name = NAME.matcher(code).results().findFirst().orElseThrow().group(1);
    return new Program(name, code, block.group(2));
  }

  /** A program of the page and what it prints. */
  record Program(String name, String code, String output) {
    @Override
    public String toString() {
      return name;
    }
  }
}
