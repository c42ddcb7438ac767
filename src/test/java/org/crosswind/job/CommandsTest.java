package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.job.Said.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command through the door that a person uses. */
class CommandsTest {
  private static final String FILES = "src/test/resources/golden/wwr/files/";
  private static final String CUBE = FILES + "l01_cli/cube.csv";
  private static final String CURVE = FILES + "l01_cli/curve.csv";

  @TempDir Path folder;

  private static JsonNode json(Said said) throws IOException {
    return new ObjectMapper().readTree(said.out());
  }

  private static Set<String> commands() {
    return new CommandLine(new Main()).getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithAnExample(String command) {
    Said said = run(command, "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("Usage: crosswind " + command)
        .containsPattern("Example: (?:\\w+ \\| )?crosswind " + command);
  }

  @Test
  void nothingAtAllIsAUsageErrorWithTheListOfCommands() {
    Said said = run();
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("Usage: crosswind", "demo", "xva", "fmpy");
  }

  @Test
  void anUnknownOptionIsNamed() {
    Said said = run("wwr", "--exposure", CUBE, "--credit", CURVE, "--volatility", "3");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("--volatility");
  }

  @Test
  void anEstimateWithBootstrapHasItsErrorsAfterTheSameFigures() throws IOException {
    String[] plain = {"wwr", "--exposure", CUBE, "--credit", CURVE, "--model", "gaussian"};
    Said without = run(concat(plain, "--rho", "0.3"));
    Said with = run(concat(plain, "--rho", "0.3", "--bootstrap", "300", "--interval", "bca"));
    assertThat(with.exitCode()).as(with.err()).isZero();
    JsonNode errors = json(with).get("bootstrap");
    assertThat(errors.get("replicates").asInt()).isEqualTo(300);
    assertThat(errors.get("method").asText()).isEqualTo("bca");
    for (String figure : new String[] {"epe", "baseline_cva", "wwr_cva", "alpha"}) {
      JsonNode one = errors.get(figure);
      assertThat(one.get("lower").asDouble()).isLessThan(one.get("upper").asDouble());
      assertThat(one.get("se").asDouble())
          .isBetween(0.7 * one.get("analytic_se").asDouble(), one.get("estimate").asDouble());
    }
    ObjectNode figures = (ObjectNode) json(with);
    figures.remove("bootstrap");
    assertThat(figures).isEqualTo(json(without));
  }

  @Test
  void badBootstrapOptionsAreUsageErrors() {
    String[] plain = {"wwr", "--exposure", CUBE, "--credit", CURVE};
    Said one = run(concat(plain, "--bootstrap", "1"));
    assertThat(one.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(one.err()).contains("--bootstrap", "there are 1, expected 0 or 2 to");
    Said sure = run(concat(plain, "--bootstrap", "10", "--confidence", "1"));
    assertThat(sure.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(sure.err()).contains("--confidence", "1.0, expected a number in (0, 1)");
  }

  private static String[] concat(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  @Test
  void aSweepHasAPointForEachModelAndParameter() throws IOException {
    Said said =
        run(
            "sweep",
            "--exposure",
            CUBE,
            "--credit",
            CURVE,
            "--model",
            "hullwhite",
            "--from",
            "-1",
            "--to",
            "1",
            "--steps",
            "5");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode points = json(said).get("points");
    assertThat(points.findValuesAsText("parameter"))
        .containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
    assertThat(points.get(2).get("alpha").asDouble())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(points.get(4).get("classification").asText()).isEqualTo("WRONG_WAY");
    Said csv =
        run(
            "sweep",
            "--exposure",
            CUBE,
            "--credit",
            CURVE,
            "--model",
            "gaussian,frank",
            "--values",
            "0.2,0.5",
            "--format",
            "csv");
    assertThat(csv.out().lines()).hasSize(5);
  }

  @Test
  void aSolveReachesItsTarget() throws IOException {
    Said said =
        run(
            "solve",
            "--exposure",
            CUBE,
            "--credit",
            CURVE,
            "--model",
            "gaussian",
            "--metric",
            "alpha",
            "--target",
            "1.3",
            "--lo",
            "0",
            "--hi",
            "0.9");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(json(said).get("converged").asBoolean()).isTrue();
    assertThat(json(said).get("achieved").asDouble())
        .isCloseTo(1.3, org.assertj.core.data.Offset.offset(1e-4));
    Said outside =
        run(
            "solve",
            "--exposure",
            CUBE,
            "--credit",
            CURVE,
            "--target",
            "50",
            "--lo",
            "0",
            "--hi",
            "0.1");
    assertThat(outside.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(outside.err()).contains("50", "between them");
  }

  @Test
  void optionsOfASolutionThatCannotBeAreAllNamedAndUsage() {
    String[] files = {"solve", "--exposure", CUBE, "--credit", CURVE, "--model", "gaussian"};
    Said metric = run(with(files, "--target", "1", "--lo", "0", "--hi", "0.5", "--metric", "beta"));
    assertThat(metric.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(metric.err()).contains("'beta', expected one of alpha, wwr_cva, ead");
    Said ends = run(with(files, "--target", "NaN", "--lo", "-1.5", "--hi", "2", "--tol", "-1"));
    assertThat(ends.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ends.err())
        .contains("4 problems", "--target is NaN", "--tol is -1.0", "--lo: ", "--hi: ");
    Said turned = run(with(files, "--target", "1", "--lo", "0.5", "--hi", "0"));
    assertThat(turned.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(turned.err()).contains("--lo 0.5 --hi 0.0, expected finite numbers in increasing");
  }

  @Test
  void aModelWithoutParameterIsNeitherSweptNorSolvedFor() {
    for (String model : List.of("independent", "worst-case")) {
      Said sweep =
          run("sweep", "--exposure", CUBE, "--credit", CURVE, "--model", model, "--values", "1");
      assertThat(sweep.exitCode()).isEqualTo(ExitCode.USAGE.code());
      assertThat(sweep.err()).contains("--model " + model + " has no parameter to sweep");
    }
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void aCalibrationGivesTheSlope() throws IOException {
    Said said = run("calibrate", "--samples", FILES + "r01_regression_exact.csv");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(json(said).get("b").asDouble())
        .isCloseTo(0.6, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  @Tag("spark")
  @Tag("slow")
  void boostingGivesTheSlopeOfTheReference() throws IOException {
    Said said =
        run(
            "calibrate",
            "--samples",
            FILES + "r02_gradient_boosting_depth1.csv",
            "--method",
            "boosting",
            "--trees",
            "50",
            "--depth",
            "1",
            "--learning-rate",
            "0.2");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(json(said).get("b").asDouble())
        .isCloseTo(0.5802953868319178, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void cubesGoRoundThroughStoreAndParquetWithoutLoss() throws IOException {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.copy(Path.of(CUBE), csv.resolve("A.csv"));
    Files.copy(Path.of(FILES + "l01_cli/cube_sci.csv"), csv.resolve("B.csv"));
    String store = folder.resolve("store").toString();
    String parquet = folder.resolve("parquet").toString();
    String back = folder.resolve("back").toString();
    assertThat(run("convert", "--from", csv.toString(), "--to", store).exitCode()).isZero();
    assertThat(run("convert", "--from", store, "--to", parquet, "--as", "parquet").exitCode())
        .isZero();
    assertThat(run("convert", "--from", parquet, "--to", back, "--as", "csv").exitCode()).isZero();
    for (String place : List.of(store + "#A", parquet + "#A", back + "/A.csv")) {
      assertThat(run("wwr", "--exposure", place, "--credit", CURVE, "--b", "0.5").out())
          .as(place)
          .isEqualTo(run("wwr", "--exposure", CUBE, "--credit", CURVE, "--b", "0.5").out());
    }
    Said again = run("convert", "--from", csv.toString(), "--to", store);
    assertThat(again.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(again.err()).contains("already there");
  }

  @Test
  void oneBadCubeStopsAConversionUnlessItMayBeLeftOut() throws IOException {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.copy(Path.of(CUBE), csv.resolve("A.csv"));
    Files.write(csv.resolve("B.csv"), DemoBook.brokenCubeCsv());
    String store = folder.resolve("store").toString();
    Said stopped = run("convert", "--from", csv.toString(), "--to", store);
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(stopped.err()).contains("B.csv:4", "nothing is published");
    assertThat(Path.of(store)).doesNotExist();
    Said skipped = run("convert", "--from", csv.toString(), "--to", store, "--skip-bad");
    assertThat(skipped.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES.code());
    assertThat(skipped.err()).contains("1 cubes", "1 left out");
  }

  @Test
  void anOutputFollowsALinkAndGoesIntoAPipe() throws Exception {
    Path file = folder.resolve("data.json");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("data.json"));
    String[] wwr = {"wwr", "--exposure", CUBE, "--credit", CURVE, "--b", "0.5", "--out"};
    Said said = run(concat(wwr, link.toString()));
    assertThat(link).isSymbolicLink();
    assertThat(file).isRegularFile().hasContent(said.out());
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    assertThat(run(concat(wwr, pipe.toString())).exitCode()).isZero();
    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(said.out());
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void validationKnowsPanelsAndColumns() throws IOException {
    Path prices = Path.of("conf/examples/panel/prices");
    Said panel = run("validate", "--prices", prices.toString());
    assertThat(panel.exitCode()).as(panel.err()).isZero();
    assertThat(panel.err()).contains("3 stocks", "1185 prices, no problem");
    assertThat(panel.out()).contains("panel --input " + prices, "1,185 prices");
    Path config = Files.writeString(folder.resolve("p.conf"), "crosswind.panel.input = nowhere");
    Said nothing = run("validate", "--config", config.toString());
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(nothing.err()).contains("nowhere");

    Path table = Files.writeString(folder.resolve("t.csv"), "region,loss\nN,1\nS,2\nN,x\nS,3\n");
    Said column = run("validate", "--table", table.toString(), "--column", "loss");
    assertThat(column.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(column.out()).contains("t.csv:4").doesNotContain("memory");
    Said groups =
        run("validate", "--table", table.toString(), "--column", "loss", "--group", "region");
    assertThat(groups.out()).contains("t.csv:4", "2 rows in 1 groups", "bootstrap --in " + table);
    assertThat(groups.err()).contains("4 rows, 2 groups, 1 problem");
  }

  @Test
  void validationListsEveryProblemAndComputesNothing() throws IOException {
    TestBook book = new TestBook(folder, 6, 10);
    Path config = book.config("night", "");
    Said good = run("validate", "--config", config.toString(), "--cores", "2");
    assertThat(good.exitCode()).isZero();
    assertThat(good.out())
        .startsWith("memory, ")
        .contains("xva --config " + config + " --once", "--executor-memory 1g --executor-cores 2");
    Said deep = run("validate", "--config", config.toString(), "--cubes");
    assertThat(deep.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(deep.out()).contains("broken.csv:4", "'n/a'");
    List<String> rows = book.rows();
    rows.set(0, rows.get(0).replace(",0.4,", ",1.4,").replace(",0.25,", ",1.4,"));
    rows.set(3, rows.get(3).replaceFirst(",(AA|A|BBB|BB|B|CCC),", ",NOWHERE,"));
    book.book("book.csv", rows);
    Said said = run("validate", "--config", config.toString());
    assertThat(said.out()).contains("book.csv:2", "1.4", "book.csv:5", "NOWHERE");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
