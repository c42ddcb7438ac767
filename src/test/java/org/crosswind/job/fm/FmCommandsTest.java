package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.job.Said.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosswind.format.oasis.FmGoldens;
import org.crosswind.job.Said;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the financial module through the door that a person uses. */
class FmCommandsTest {
  @TempDir Path temp;

  private static Path golden(String name) {
    return FmGoldens.cases().stream().filter(g -> g.endsWith(name)).findFirst().orElseThrow();
  }

  @Test
  void fmExplainsItselfAndItsWrongOptions() {
    assertThat(run("fm", "--help").out()).contains("Usage: crosswind fm", "Example: crosswind fm");
    assertUsage("--static, --in and --out are needed", "fm");
    assertUsage("leave out the options of one", "fm", "--manifest", "m.csv", "--out", "o.bin");
    assertUsage("expected 0, 1, 2 or 3", "fm", "-p", "s", "-i", "i", "-o", "o", "-a", "9");
    assertUsage("needs losses of items", "fm", "-p", "s", "-i", "i", "-o", "o", "-n");
    assertUsage("cannot be written", "fm", "-p", "s", "-i", "i", "-o", "i", "-a", "2");
    assertUsage(
        "a share from 0 to 1", "fm", "-p", "s", "-i", "i", "-o", "o", "--tolerated-failures", "7");
  }

  private static void assertUsage(String message, String... words) {
    Said said = run(words);
    assertThat(said.exitCode()).as(String.join(" ", words)).isEqualTo(2);
    assertThat(said.err()).contains(message);
  }

  @Test
  @Tag("spark")
  void fmRunsOneAnalysisAndAManifest() throws IOException {
    System.setProperty("spark.master", "local[2]");
    try {
      Path out = Files.createDirectory(temp.resolve("out"));
      FmAnalysis both =
          FmRuns.goldens(out).stream()
              .filter(analysis -> analysis.losses() == Losses.BOTH)
              .findFirst()
              .orElseThrow();
      Map<String, byte[]> expected = FmRuns.pipe(List.of(both), temp);
      Path gross = temp.resolve("one.bin");
      Path net = temp.resolve("one_net.bin");
      Said one =
          run(
              "fm",
              "--static",
              both.staticFolder(),
              "--in",
              both.inputs().get(0),
              "--out",
              gross.toString(),
              "--net-loss",
              net.toString(),
              "--sort-output",
              "--allocation-rule",
              "" + both.allocationRule());
      assertThat(one.exitCode()).as(one.err()).isZero();
      assertThat(gross).hasBinaryContent(expected.get(both.output()));
      assertThat(net).hasBinaryContent(expected.get(both.netOutput().orElseThrow()));
      JsonNode record = new ObjectMapper().readTree(temp.resolve("one.bin.run.json").toFile());
      assertThat(record.get("status").asText()).isEqualTo("DONE");
      assertThat(record.get("counts").get(1).get("what").asText()).isEqualTo("events");
      assertThat(record.get("inputs")).hasSize(2);

      Path manifest = temp.resolve("runs.csv");
      Files.writeString(
          manifest,
          "run_id,static,input,allocation_rule,output,sort_output\n"
              + String.format(
                  Locale.ROOT,
                  "good,%s,%s,%d,m/good.bin,true%n",
                  both.staticFolder(),
                  both.inputs().get(0),
                  both.allocationRule())
              + String.format(
                  Locale.ROOT, "bad,%s,%s,2,m/bad.bin,true%n", both.staticFolder(), manifest));
      Said many = run("fm", "--manifest", manifest.toString());
      assertThat(many.exitCode()).as(many.err()).isEqualTo(4);
      assertThat(many.err()).contains("fm: bad: ", "unsupported stream type", "in 1 of 2 analyses");
      assertThat(many.out()).isEmpty();
      assertThat(temp.resolve("m/good.bin")).hasBinaryContent(expected.get(both.output()));
      assertThat(temp.resolve("m").toFile().list()).containsExactly("good.bin");
      assertThat(Files.readAllLines(temp.resolve("runs.csv.failures.csv")).get(1))
          .startsWith("1,bad,MALFORMED,");
    } finally {
      System.clearProperty("spark.master");
    }
  }

  @Test
  void fmExplainsALoss() throws IOException {
    FmAnalysis analysis = FmRuns.golden(golden("share-20101"), temp);
    LossStreams.Key key =
        LossStreams.firstSample(Files.readAllBytes(Path.of(analysis.inputs().get(0))));
    String[] words = {
      "fm",
      "--static",
      analysis.staticFolder(),
      "--in",
      analysis.inputs().get(0),
      "-a",
      "" + analysis.allocationRule(),
      "--explain",
      "" + key.event(),
      "--item",
      "" + key.item(),
      "--sample",
      "" + key.sidx()
    };
    Said said = run(words);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith(
            "event " + key.event() + ", item " + key.item() + ", sample " + key.sidx() + ", ")
        .contains("loss in " + key.loss(), "level 1, group ");
    assertThat(temp).isEmptyDirectory();

    words[8] = "123456";
    Said none = run(words);
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.err()).contains("there is no event 123456");
  }

  @Test
  void validateChecksStaticTablesAndManifests() throws IOException {
    Path input = golden("share-20100").resolve("input");
    String rule = "" + FmGoldens.allocationRule(golden("share-20100"));
    assertThat(run("validate", "--static", input.toString(), "-a", rule).exitCode()).isZero();

    Path broken = Files.createDirectory(temp.resolve("broken"));
    for (String table : List.of("fm_programme", "fm_policytc", "fm_profile")) {
      Files.copy(input.resolve(table + ".csv"), broken.resolve(table + ".csv"));
    }
    Files.writeString(broken.resolve("fm_xref.csv"), "output,agg_id,layer_id\n1,1,0\n");
    Said said = run("validate", "--static", broken.toString(), "-a", "2");
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.out())
        .contains("error " + broken + "/fm_xref.csv:2: layer_id 0; expected 1 or more [ID_RANGE]")
        .contains("[NO_OUTPUT]");

    Path manifest = temp.resolve("m.csv");
    Files.writeString(
        manifest,
        "run_id,static,input,allocation_rule,output\na,"
            + input.toAbsolutePath()
            + ",no.bin,"
            + rule
            + ",o\n");
    Said many = run("validate", "--manifest", manifest.toString());
    assertThat(many.exitCode()).isEqualTo(3);
    assertThat(many.out().lines().filter(line -> line.startsWith("error")))
        .singleElement()
        .asString()
        .contains("no.bin: there is no such file");
    assertThat(run("validate").exitCode()).isEqualTo(2);

    String stream = golden("share-20100").resolve("gul.bin").toString();
    Said sized = run("validate", "--static", input.toString(), "--in", stream, "-a", rule);
    assertThat(sized.exitCode()).as(sized.err()).isZero();
    assertThat(sized.out()).contains("largest event", "--driver-memory 1g --executor-memory 1g");
  }

  @Test
  void anOutputThatIsAPipeOrAFolderIsRefusedBeforeSparkStarts() throws Exception {
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path folder = Files.createDirectory(temp.resolve("folder"));
    String input = golden("share-20100").resolve("input").toString();
    for (Path out : List.of(pipe, folder)) {
      Said said =
          run("fm", "--static", input, "--in", "gul.bin", "-a", "2", "--out", out.toString());
      assertThat(said.exitCode()).isEqualTo(3);
      assertThat(said.err())
          .contains(
              out + ": is a " + (out == pipe ? "device or pipe" : "folder") + ", expected a file");
    }
    assertThat(temp.toFile().list()).containsExactlyInAnyOrder("pipe", "folder");
  }

  @Test
  void convertKnowsStaticTablesAndStreams() {
    Path golden = golden("share-20100");
    Path csv = temp.resolve("csv");
    Path back = temp.resolve("back");
    String input = golden.resolve("input").toString();
    assertThat(run("convert", "--from", input, "--to", csv.toString(), "--as", "csv").exitCode())
        .isZero();
    assertThat(
            run("convert", "--from", csv.toString(), "--to", back.toString(), "--as", "binary")
                .exitCode())
        .isZero();
    assertThat(back.resolve("fm_policytc.bin"))
        .hasSameBinaryContentAs(golden.resolve("input/fm_policytc.bin"));

    String table = temp.resolve("fm.parquet").toString();
    String stream = temp.resolve("fm.bin").toString();
    String fm = golden.resolve("fm.bin").toString();
    assertThat(run("convert", "--from", fm, "--to", table, "--outputs").exitCode()).isZero();
    assertThat(run("convert", "--from", table, "--to", stream).exitCode()).isZero();
    assertThat(Path.of(stream)).hasSameBinaryContentAs(golden.resolve("fm.bin"));
    assertThat(run("convert", "--from", input, "--to", csv.toString()).err())
        .contains("say which form to write");
  }
}
