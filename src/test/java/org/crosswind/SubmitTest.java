package org.crosswind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code submit/crosswind} in a copy of the house whose java, mvn and spark-submit are scripts that
 * only tell how they were called, a line a word. The copy's path has a blank and a quote in it.
 */
class SubmitTest {
  private static final String JAR = "target/crosswind-1.2.3.jar";

  @TempDir Path temporary;
  private Path house;
  private Path elsewhere;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void buildAHouse() throws IOException {
    house = Files.createDirectories(temporary.resolve("the \"house\" of wind"));
    elsewhere = Files.createDirectories(temporary.resolve("else where"));
    for (String file :
        List.of(
            "submit/crosswind",
            "submit/fmpy",
            "conf/log4j2.properties",
            "conf/spark-defaults.conf")) {
      Path copy = house.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path sources = Files.createDirectories(house.resolve("src/main/java"));
    Path pom = write("pom.xml", "<project>\n  <version>1.2.3</version>\n</project>\n");
    Path reference = write("conf/reference.conf", "crosswind {}\n");
    for (Path old : List.of(sources, sources.getParent(), pom, reference)) {
      Files.setLastModifiedTime(old, FileTime.fromMillis(0));
    }
    write(JAR, "jar");
    write(
        "target/platform-classpath.txt",
        write("repository/spark-launcher_2.13-3.5.6.jar", "jar") + ":/no/other.jar");
    script("jdk/bin/java", "printf 'java\\n'; printf '%s\\n' \"$@\"; exit 7");
    write("jdk/release", "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"17.0.9\"\n");
    script("spark/bin/spark-submit", "printf 'spark-submit\\n'; printf '%s\\n' \"$@\"; exit 5");
    environment.put("JAVA_HOME", house.resolve("jdk").toString());
    environment.put("SPARK_HOME", "");
  }

  @Test
  void aPlainCommandGetsItsWordsAsTheyAreAndItsExitCodePassesThrough() throws Exception {
    Result result = crosswind("wwr", "--exposure", "a file.csv", "--out", "x\"y", "*", "");

    assertThat(result.words())
        .startsWith("java")
        .endsWith("wwr", "--exposure", "a file.csv", "--out", "x\"y", "*", "");
    assertThat(result.after("-cp")).startsWith(house.resolve(JAR) + ":").endsWith(":/no/other.jar");
    assertThat(result.errors).isEmpty();
    assertThat(result.code).isEqualTo(7);
  }

  @Test
  void itIsFoundThroughLinksFromAnyDirectory() throws Exception {
    Path link =
        Files.createSymbolicLink(
            elsewhere.resolve("cw"), Path.of("../the \"house\" of wind/submit/crosswind"));
    Path linkToLink = Files.createSymbolicLink(temporary.resolve("cw2"), link);

    assertThat(run(linkToLink, "--version").after("-cp")).startsWith(house.resolve(JAR).toString());
  }

  @Test
  void sparkOptionsGoToSparkSubmitWhereverTheyStand() throws Exception {
    environment.put("SPARK_HOME", house.resolve("spark").toString());

    Result result =
        crosswind(
            "--master",
            "yarn",
            "xva",
            "--config",
            "my night.conf",
            "--conf",
            "spark.x=a b",
            "--queue=night",
            "--set",
            "run.id=1",
            "--keytab",
            "k",
            "--num-executors",
            "4");

    assertThat(result.before(house.resolve(JAR).toString()))
        .containsSequence("--class", "org.crosswind.job.Main")
        .containsSequence(
            "--master", "yarn", "--conf", "spark.x=a b", "--queue", "night", "--keytab", "k")
        .containsSequence("--num-executors", "4");
    assertThat(result.words())
        .endsWith(
            house.resolve(JAR).toString(), "xva", "--config", "my night.conf", "--set", "run.id=1");
    assertThat(result.code).isEqualTo(5);
  }

  @Test
  void theDriversVectorModuleComesBeforeWhatTheUserSet() throws Exception {
    environment.put("SPARK_HOME", house.resolve("spark").toString());
    write("spark/conf/log4j2.properties", "");
    String ours =
        "spark.driver.defaultJavaOptions=--add-modules=jdk.incubator.vector -XX:-OmitStackTraceInFastThrow";

    assertThat(crosswind("xva").words()).containsSequence("--conf", ours);
    assertThat(crosswind("xva", "--conf", "spark.driver.defaultJavaOptions=-Da=b").words())
        .contains(ours + " -Da=b");
    write("spark/conf/spark-defaults.conf", "spark.driver.defaultJavaOptions   -Dc=d\n");
    assertThat(crosswind("xva").words()).contains(ours + " -Dc=d");
  }

  @Test
  void aPlainCommandGetsTheVectorModuleOnlyWhenItIsForced() throws Exception {
    assertThat(crosswind("wwr").words()).doesNotContain("--add-modules=jdk.incubator.vector");
    assertThat(crosswind("wwr", "--kernels", "vector").words())
        .contains("--add-modules=jdk.incubator.vector");
    assertThat(crosswind("wwr", "--kernels=vector").words())
        .contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void theFirstStartWithAJarArchivesItsClassesAndLaterOnesUseThem() throws Exception {
    script(
        "jdk/bin/java",
        "for word; do [[ $word != -XX:ArchiveClassesAtExit=* ]] || { echo jsa > \"${word#*=}\"; exit; }; done;"
            + " printf '%s\\n' \"$@\"");

    assertThat(crosswind("wwr").words())
        .anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
    Result second = crosswind("wwr");
    assertThat(second.words()).anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
    assertThat(second.errors).isEmpty();
  }

  @Test
  void aCollectorThatTheUserChoseIsTheOnlyOne() throws Exception {
    assertThat(crosswind("wwr").words()).contains("-XX:+UseSerialGC");
    environment.put("CROSSWIND_JAVA_OPTIONS", "-Xmx1g -XX:+UseParallelGC");
    assertThat(crosswind("wwr").words())
        .contains("-Xmx1g", "-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void inClusterModeTheConfigurationTravels() throws Exception {
    environment.put("SPARK_HOME", house.resolve("spark").toString());
    Path config = write("con figs/night.conf", "crosswind {}");

    Result result =
        crosswind(
            "xva",
            "--config",
            config.toString(),
            "--master",
            "yarn",
            "--deploy-mode",
            "cluster",
            "--files",
            "a,b");

    assertThat(result.words())
        .containsSequence("--files", "a,b," + config)
        .endsWith("xva", "--config", "night.conf");
  }

  @Test
  void helpOfASparkCommandNeedsNoSpark() throws Exception {
    assertThat(crosswind("xva", "--help").words()).startsWith("java").endsWith("xva", "--help");
    assertThat(crosswind().words()).startsWith("java").endsWith("org.crosswind.job.Main");
  }

  @Test
  void fmpyKeepsEveryWordAndTheBytesOfThePipe() throws Exception {
    script("jdk/bin/java", "[[ ${*: -4} == 'fmpy -a 2 --name' ]] && cat");
    byte[] bytes = new byte[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(temporary.resolve("in"), bytes);
    ProcessBuilder builder =
        process(List.of(house.resolve("submit/fmpy").toString(), "-a", "2", "--name"));
    builder
        .redirectInput(temporary.resolve("in").toFile())
        .redirectOutput(temporary.resolve("out").toFile());

    assertThat(builder.start().waitFor()).isZero();
    assertThat(temporary.resolve("out")).hasBinaryContent(bytes);
  }

  @Test
  void withoutSparkHomeSparksOwnLauncherMakesTheCommandLine() throws Exception {
    script(
        "jdk/bin/java",
        "if [[ $* == *launcher.Main* ]]; then printf '\\0\\n'; printf '%s\\0' printf '<%s>' \"${@: -3}\"; exit 0; fi; exit 9");

    Result result = crosswind("demo", "--seed", "a b");

    assertThat(result.code).as(result.errors).isZero();
    assertThat(result.output).isEqualTo("<demo><--seed><a b>");
    assertThat(house.resolve("target/spark-home/jars/spark-launcher_2.13-3.5.6.jar"))
        .isRegularFile();
    assertThat(house.resolve("target/spark-home/conf/log4j2.properties")).isRegularFile();
  }

  @Test
  void whatTheLauncherRefusesIsAnErrorWithItsCode() throws Exception {
    script("jdk/bin/java", "echo refused >&2; exit 3");

    Result result = crosswind("demo");

    assertThat(result.code).isEqualTo(3);
    assertThat(result.errors).contains("refused");
  }

  @Test
  void aMissingJarIsBuiltAndAFreshOneIsNot() throws Exception {
    fakeMaven("touch \"" + "$HOUSE/" + JAR + "\"");
    assertThat(crosswind("wwr").errors).isEmpty();
    Files.delete(house.resolve(JAR));

    Result result = crosswind("wwr");

    assertThat(result.errors).contains("building the application").contains("no application jar");
    fakeMaven("echo jar > \"$HOUSE/" + JAR + "\"");
    assertThat(crosswind("wwr").words()).startsWith("java").endsWith("wwr");
  }

  @Test
  void aJarOlderThanItsSourcesIsBuiltAgain() throws Exception {
    fakeMaven(":");
    Files.setLastModifiedTime(house.resolve(JAR), FileTime.fromMillis(1_000_000));
    write("src/main/java/New.java", "class New {}");

    assertThat(crosswind("wwr").errors).contains("building the application");
    assertThat(crosswind("wwr").errors).isEmpty();
  }

  @Test
  void whatAnInterruptedBuildLeavesIsBuiltAgain() throws Exception {
    Files.delete(house.resolve(JAR));
    fakeMaven("echo half > \"$HOUSE/" + JAR + "\"; kill -TERM $PPID; sleep 1");
    assertThat(crosswind("wwr").code).isEqualTo(143);

    fakeMaven("echo jar > \"$HOUSE/" + JAR + "\"");
    assertThat(crosswind("wwr").errors).contains("building the application");
    assertThat(crosswind("wwr").errors).isEmpty();
  }

  @Test
  void aJarNamedByTheUserIsTakenAsItIs() throws Exception {
    Files.delete(house.resolve(JAR));
    environment.put("CROSSWIND_JAR", write("my.jar", "jar").toString());

    assertThat(crosswind("wwr").after("-cp")).startsWith(house.resolve("my.jar").toString());
  }

  @Test
  void aFailedBuildShowsItsErrorsAndWhereTheLogIs() throws Exception {
    fakeMaven("echo '[ERROR] Foo.java:[1,2] no'; exit 1");
    Files.delete(house.resolve(JAR));

    Result result = crosswind("wwr");

    assertThat(result.code).isEqualTo(1);
    assertThat(result.errors).contains("Foo.java:[1,2] no").contains("target/build.log");
  }

  @Test
  void whatTheMachineLacksIsNamed() throws Exception {
    write("jdk/release", "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(crosswind("wwr").errors).contains("Java 17 or newer is needed").contains("11.0.2");
    environment.put("JAVA_HOME", "/no/jdk");
    assertThat(crosswind("wwr").errors).contains("JAVA_HOME is /no/jdk");
    assertThat(crosswind("wwr").code).isEqualTo(2);
    environment.put("JAVA_HOME", house.resolve("jdk").toString());
    write("jdk/release", "JAVA_VERSION=\"21\"\n");
    environment.put("SPARK_HOME", "/no/spark");
    assertThat(crosswind("xva").errors).contains("SPARK_HOME is /no/spark");
    assertThat(crosswind("xva", "--master").errors).contains("--master needs a value");
  }

  private void fakeMaven(String action) throws IOException {
    script("tools/mvn", "HOUSE='" + house + "'; " + action);
    environment.put("PATH", house.resolve("tools") + ":" + System.getenv("PATH"));
  }

  private Path write(String file, String text) throws IOException {
    Path path = house.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private void script(String file, String body) throws IOException {
    Path path = write(file, "#!/usr/bin/env bash\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result crosswind(String... words) throws Exception {
    return run(house.resolve("submit/crosswind"), words);
  }

  private Result run(Path program, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    Path errors = temporary.resolve("stderr");
    Process process = process(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output, Files.readString(errors));
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("CROSSWIND_") || key.startsWith("SPARK_"));
    builder.environment().remove("HADOOP_CONF_DIR");
    builder.environment().putAll(environment);
    return builder;
  }

  private record Result(int code, String output, String errors) {
    List<String> words() {
      String[] words = output.split("\n", -1);
      return List.of(words).subList(0, words.length - 1);
    }

    List<String> before(String word) {
      return words().subList(0, words().indexOf(word));
    }

    String after(String word) {
      return words().get(words().indexOf(word) + 1);
    }
  }
}
