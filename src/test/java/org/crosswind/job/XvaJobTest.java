package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.format.store.CellType;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XvaJobTest {
  private static final int MODELS = 9;
  private static final int TENORS = 40;

  @TempDir Path folder;

  static XvaRun local(Path config, int threads, String... sets) throws IOException {
    JobConfig resolved = JobConfig.load(config, List.of(sets), Clock.systemUTC());
    try (LocalEngine engine = new LocalEngine(threads)) {
      return new XvaJob(
              "xva",
              resolved,
              config,
              engine,
              Platform.PLAIN,
              Clock.systemUTC(),
              ProgressListener.NONE)
          .run();
    }
  }

  private static Path folder(XvaRun run) {
    return Path.of(run.folderName());
  }

  @Test
  void aNightHasARowForEachSetAndModelInTheOrderOfTheBook() throws IOException {
    TestBook book = new TestBook(folder, 10, 60);
    XvaRun run = local(book.config("night", ""), 2);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    List<Map<String, String>> results = TableRows.read(folder(run), "results");
    List<String> expected = new ArrayList<>();
    for (int set = 0; set < 10; set++) {
      if (set != book.broken()) {
        for (int model = 0; model < MODELS; model++) {
          expected.add(String.valueOf(set));
        }
      }
    }
    assertThat(results).extracting(row -> row.get("input_index")).isEqualTo(expected);
    assertThat(TableRows.read(folder(run), "profiles")).hasSize(9 * MODELS * TENORS);
    assertThat(folder(run).resolve("_SUCCESS")).exists();
  }

  @Test
  void aFinishedNightIsTheLatest() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    local(book.config("one", ""), 1);
    XvaRun two = local(book.config("two", ""), 1);
    assertThat(folder(two).resolveSibling("latest")).hasContent("two\n");
  }

  @Test
  void theBrokenCubeIsAFailureWithItsPlace() throws IOException {
    TestBook book = new TestBook(folder, 10, 60);
    XvaRun run = local(book.config("night", ""), 1);
    List<Map<String, String>> failures = TableRows.read(folder(run), "failures");
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .containsEntry("input_index", String.valueOf(book.broken()))
        .containsEntry("id", "NS0005")
        .containsEntry("reason", "MALFORMED");
    assertThat(failures.get(0).get("where")).endsWith("broken.csv:4");
    assertThat(failures.get(0).get("message")).contains("'n/a'", "expected a number");
    assertThat(run.worstNames(5).lines().filter(line -> line.contains("broken.csv:4")))
        .singleElement()
        .asString()
        .startsWith("  NS0005: ");
  }

  @Test
  void figuresHangTogether() throws IOException {
    TestBook book = new TestBook(folder, 6, 80);
    XvaRun run = local(book.config("night", ""), 1);
    for (Map<String, String> row : TableRows.read(folder(run), "results")) {
      double baseline = TableRows.number(row, "baseline_cva");
      double wwr = TableRows.number(row, "wwr_cva");
      double alpha = TableRows.number(row, "alpha");
      double worst = TableRows.number(row, "worst_case_cva");
      assertThat(alpha * baseline).isCloseTo(wwr, org.assertj.core.data.Offset.offset(1e-12));
      if (row.get("model").equals("independent")) {
        assertThat(alpha).isEqualTo(1.0);
      }
      if (row.get("model").equals("worst-case")) {
        assertThat(wwr).isEqualTo(worst);
      } else if (!row.get("model").equals("hullwhite")) {
        assertThat(wwr).isLessThanOrEqualTo(worst * 1.02);
      }
    }
  }

  @Test
  void theManifestReconcilesAndNamesInputsByFingerprint() throws IOException {
    TestBook book = new TestBook(folder, 8, 40);
    XvaRun run = local(book.config("night", ""), 1);
    JsonNode manifest = new ObjectMapper().readTree(folder(run).resolve("manifest.json").toFile());
    JsonNode count = manifest.get("counts").get(0);
    assertThat(count.get("inputs").asInt()).isEqualTo(8);
    assertThat(count.get("results").asInt()).isEqualTo(7);
    assertThat(count.get("failures").asInt()).isEqualTo(1);
    assertThat(manifest.get("status").asText()).isEqualTo("DONE");
    assertThat(manifest.get("inputs").findValuesAsText("role"))
        .containsExactly("configuration", "book", "curves", "cubes");
    assertThat(manifest.get("outputs").findValuesAsText("table"))
        .containsExactly("results", "profiles", "failures", "metrics");
    assertThat(manifest.get("outputs").get(0).get("rows").asInt()).isEqualTo(7 * MODELS);
    assertThat(manifest.get("configuration").get("xva").get("probability").asText())
        .isEqualTo("interval");
  }

  @Test
  void csvAndJsonAreOneFileATableWithTheSameBits() throws IOException {
    TestBook book = new TestBook(folder, 6, 40);
    XvaRun parquet = local(book.config("p", ""), 1);
    XvaRun csv = local(book.config("c", "run.format = csv"), 1, "run.molecules=4");
    List<String> lines = Files.readAllLines(folder(csv).resolve("results.csv"));
    List<Map<String, String>> rows = TableRows.read(folder(parquet), "results");
    assertThat(lines).hasSize(rows.size() + 1);
    List<String> header = List.of(lines.get(0).split(",", -1));
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells[header.indexOf("wwr_cva")]).isEqualTo(rows.get(i).get("wwr_cva"));
    }
    assertThat(folder(csv).resolve("profiles.csv")).exists();
    assertThat(folder(csv).resolve("failures.csv")).exists();
    assertThat(folder(csv).resolve("_parts")).doesNotExist();
    XvaRun json = local(book.config("j", "run.format = json"), 1);
    JsonNode results = new ObjectMapper().readTree(folder(json).resolve("results.json").toFile());
    assertThat(results).hasSize(rows.size());
    assertThat(results.get(0).get("wwr_cva").asText()).isEqualTo(rows.get(0).get("wwr_cva"));
  }

  @Test
  void everyFormOfCubesGivesTheSameBits() throws IOException {
    TestBook book = new TestBook(folder, 7, 30);
    List<Map<String, String>> expected =
        TableRows.read(folder(local(book.config("store", ""), 1)), "profiles");
    String store = folder.resolve("cubes").toString();
    for (CubeConversion.Form form : CubeConversion.Form.values()) {
      String name = "cubes-" + form;
      try (OpenEngine open = OpenEngine.local(2)) {
        new CubeConvertJob(open, ProgressListener.NONE)
            .run(store, folder.resolve(name).toString(), form, CellType.FLOAT64, false, false);
      }
      XvaRun run = local(book.config("night-" + form, "xva.cubes = \"" + name + "\""), 2);
      assertThat(TableRows.read(folder(run), "profiles")).as(name).isEqualTo(expected);
    }
  }

  @Test
  void aFloat32StoreGivesTheFiguresToSevenDigits() throws IOException {
    TestBook book = new TestBook(folder, 7, 30);
    List<Map<String, String>> expected =
        TableRows.read(folder(local(book.config("store", ""), 1)), "results");
    try (OpenEngine open = OpenEngine.local(2)) {
      new CubeConvertJob(open, ProgressListener.NONE)
          .run(
              folder.resolve("cubes").toString(),
              folder.resolve("floats").toString(),
              CubeConversion.Form.STORE,
              CellType.FLOAT32,
              false,
              false);
    }
    List<Map<String, String>> floats =
        TableRows.read(folder(local(book.config("f32", "xva.cubes = floats"), 1)), "results");
    assertThat(floats).hasSameSizeAs(expected);
    for (int i = 0; i < floats.size(); i++) {
      double cva = TableRows.number(expected.get(i), "wwr_cva");
      assertThat(TableRows.number(floats.get(i), "wwr_cva"))
          .isCloseTo(cva, org.assertj.core.data.Offset.offset(2e-6 * cva));
    }
  }

  @Test
  void aRowOfTheBookMayHaveAModelOfItsOwn() throws IOException {
    TestBook book = new TestBook(folder, 5, 30);
    List<String> lines = new ArrayList<>();
    lines.add(
        "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,model,parameter");
    List<String> rows = book.rows();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(rows.get(i) + (i == 1 ? ",gaussian,0.7" : i == 3 ? ",clayton,-1" : ",,"));
    }
    book.lines("book.csv", lines);
    XvaRun run = local(book.config("own", ""), 1);
    List<Map<String, String>> own = TableRows.of(TableRows.read(folder(run), "results"), "NS0002");
    assertThat(own).hasSize(1);
    assertThat(own.get(0)).containsEntry("model", "gaussian").containsEntry("parameter", "0.7");
    assertThat(run.failures())
        .anySatisfy(f -> assertThat(f.failure().message()).contains("clayton", "theta is -1.0"));
  }

  @Test
  void everyFifthSetBrokenLeavesTheOthersBitIdentical() throws IOException {
    TestBook book = new TestBook(folder, 20, 50);
    XvaRun whole = local(book.config("whole", ""), 2);
    List<String> rows = book.rows();
    String[] breaks = {"recovery", "curve", "cube", "discount"};
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i).split(",", -1);
      if (i % 5 == 0) {
        switch (breaks[(i / 5) % breaks.length]) {
          case "recovery" -> cells[3] = "1.2";
          case "curve" -> cells[2] = "NOBODY";
          case "cube" -> cells[5] = "absent.csv";
          default -> cells[4] = "NO_SUCH_CURVE";
        }
      }
      broken.add(String.join(",", cells));
    }
    book.book("book.csv", broken);
    XvaRun run = local(book.config("fifth", ""), 2);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    List<Map<String, String>> before = TableRows.read(folder(whole), "results");
    List<Map<String, String>> after = TableRows.read(folder(run), "results");
    assertThat(after).hasSize(15 * MODELS);
    assertThat(before).containsAll(after);
    assertThat(TableRows.read(folder(whole), "profiles"))
        .containsAll(TableRows.read(folder(run), "profiles"));
    List<Map<String, String>> failures = TableRows.read(folder(run), "failures");
    assertThat(failures).extracting(f -> f.get("input_index")).contains("0", "5", "10", "15");
    assertThat(failures.get(0).get("message")).contains("recovery is 1.2", "[0, 1)");
    assertThat(failures.get(0).get("where")).endsWith("book.csv:2");
    assertThat(failures.get(1).get("message")).contains("NOBODY");
  }

  @Test
  void moreFailuresThanToleratedSayExitCodeFour() throws IOException {
    TestBook book = new TestBook(folder, 6, 20);
    XvaRun run = local(book.config("strict", ""), 1, "run.tolerated-failures=0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    assertThat(folder(run).resolve("_SUCCESS")).exists();
  }

  @Test
  void aRunIdIsUsedOnceUnlessReplacingIsAsked() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    Path config = book.config("night", "");
    local(config, 1);
    assertThatThrownBy(() -> local(config, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("exists already");
    assertThat(local(config, 1, "run.replace=true").exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aRunWithoutAnyResultDoesNotReplaceOneThatHasSome() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    Path config = book.config("night", "");
    XvaRun good = local(config, 1);
    book.lines("curves.csv", List.of("curve_id,kind,time,value", "OTHER,hazard,1,0.02"));
    assertThatThrownBy(() -> local(config, 1, "run.replace=true"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("all 4 netting sets failed")
        .hasMessageContaining("is kept");
    assertThat(TableRows.read(folder(good), "results")).hasSize(3 * MODELS);
    XvaRun alone = local(book.config("alone", ""), 1);
    assertThat(alone.exitCode()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(TableRows.read(folder(alone), "failures")).hasSize(4);
  }

  @Test
  void anEmptyBookIsNothingToComputeAndLeavesNoRun() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    book.book("book.csv", List.of());
    Path config = book.config("night", "");
    assertThatThrownBy(() -> local(config, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("has no rows");
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      assertThat(left)
          .extracting(Path::getFileName)
          .map(Path::toString)
          .containsExactlyInAnyOrder(".night.failed.json", ".night.heartbeat");
    }
    assertThat(folder.resolve("out/.night.failed.json")).content().contains("has no rows");
    JsonNode beat = new ObjectMapper().readTree(folder.resolve("out/.night.heartbeat").toFile());
    assertThat(beat.get("status").asText()).isEqualTo("failed");
  }

  @Test
  void aBookWithoutAColumnNamesItAndIsRefused() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    book.lines(
        "book.csv", List.of("netting_set_id,counterparty_id,recovery,colour", "A,B,0.4,red"));
    Path config = book.config("night", "");
    assertThatThrownBy(() -> local(config, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("credit_curve")
        .hasMessageContaining("colour");
  }

  @Test
  void aDiskThatFailsEndsTheRunAndPublishesNothing() throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    Path config = book.config("night", "");
    JobConfig resolved = JobConfig.load(config, List.of(), Clock.systemUTC());
    try (LocalEngine engine = new LocalEngine(1)) {
      ProgressListener saboteur =
          (description, done, failed, total) -> {
            try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
              for (Path run : runs.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(run)) {
                  files
                      .sorted(java.util.Comparator.reverseOrder())
                      .forEach(p -> p.toFile().delete());
                }
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          };
      XvaJob job =
          new XvaJob("xva", resolved, config, engine, Platform.PLAIN, Clock.systemUTC(), saboteur);
      assertThatThrownBy(job::run).isInstanceOfAny(EngineException.class, FailureException.class);
    }
    assertThat(folder.resolve("out/night")).doesNotExist();
  }
}
