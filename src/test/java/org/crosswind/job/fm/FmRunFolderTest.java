package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.crosswind.job.Said.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.ExitCode;
import org.crosswind.job.Platform;
import org.crosswind.job.Said;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the financial module with a folder of its own, through the door that a person uses. */
class FmRunFolderTest {
  @TempDir Path temp;
  private Path out;

  @BeforeEach
  void nameTheOutput() {
    out = temp.resolve("out");
  }

  /** Runs an id, on threads of this process. */
  private Said fm(String id, String... more) {
    List<String> words = new ArrayList<>(List.of("fm", "--output", out.toString(), "--run-id", id));
    words.addAll(List.of("--set", "run.engine=local", "--set", "run.threads=2"));
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  private FmAnalysis both() throws IOException {
    return FmRuns.goldens(temp.resolve("loose")).stream()
        .filter(analysis -> analysis.losses() == Losses.BOTH)
        .findFirst()
        .orElseThrow();
  }

  private static String[] one(FmAnalysis analysis, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--static", analysis.staticFolder(), "--in", analysis.inputs().get(0)));
    words.addAll(List.of("-a", "" + analysis.allocationRule()));
    if (analysis.sortOutput()) {
      words.add("--sort-output");
    }
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private String latest() throws IOException {
    return Files.readString(out.resolve("latest")).strip();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(out.resolve(file).toFile());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aNightIsAFolderWithTheBytesOfLooseFilesAndTheTablesAboutThem() throws IOException {
    FmAnalysis both = both();
    Map<String, byte[]> expected = FmRuns.pipe(List.of(both), temp);
    Said said = fm("2026-11-20", one(both, "-n", "net/net.bin", "--loss-table", "losses"));
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("0 left out", "streams and tables in " + out + "/2026-11-20");
    Path run = out.resolve("2026-11-20");
    assertThat(run.resolve("il.bin")).hasBinaryContent(expected.get(both.output()));
    assertThat(run.resolve("net/net.bin"))
        .hasBinaryContent(expected.get(both.netOutput().orElseThrow()));
    assertThat(names(run))
        .containsExactly(
            "_SUCCESS",
            "analyses",
            "failures",
            "il.bin",
            "losses",
            "manifest.json",
            "metrics",
            "metrics.json",
            "net",
            "portfolio_losses");
    assertThat(names(run.resolve("losses/run_id=il")))
        .containsExactly("perspective=gross", "perspective=net");
    assertThat(names(out)).containsExactly("2026-11-20", "latest");
    assertThat(latest()).isEqualTo("2026-11-20");
    JsonNode manifest = json("2026-11-20/manifest.json");
    assertThat(manifest.get("command").asText()).isEqualTo("fm");
    assertThat(manifest.get("counts").get(0).toString())
        .isEqualTo("{\"what\":\"analyses\",\"inputs\":1,\"results\":1,\"failures\":0}");
    assertThat(manifest.get("configuration").get("analyses").get(0).get("net_output").asText())
        .isEqualTo("net/net.bin");
    Said runs = run("runs", "--output", out.toString());
    assertThat(runs.out()).contains("2026-11-20", "fm");
  }

  @Test
  void anIdIsUsedOnceAndOnceIsEnough() throws IOException {
    FmAnalysis both = both();
    assertThat(fm("night", one(both)).exitCode()).isZero();
    byte[] first = Files.readAllBytes(out.resolve("night/manifest.json"));
    Said again = fm("night", one(both));
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("an id is used once", "--replace");
    Said once = fm("night", one(both, "--once"));
    assertThat(once.exitCode()).isZero();
    assertThat(once.out()).contains("run night is finished already");
    assertThat(once.err()).isEmpty();
    assertThat(out.resolve("night/manifest.json")).hasBinaryContent(first);
    assertThat(fm("night", one(both, "--resume", "night")).out()).contains("finished already");
    assertThat(fm("night", one(both, "--replace", "--out", "other.bin")).exitCode()).isZero();
    assertThat(out.resolve("night/other.bin")).exists();
    assertThat(out.resolve("night/il.bin")).doesNotExist();
  }

  @Test
  void namesStayInsideTheFolder() throws IOException {
    FmAnalysis both = both();
    assertUsage("--out /x/il.bin is absolute", one(both, "--out", "/x/il.bin"));
    assertUsage("--out hdfs://h/il.bin is absolute", one(both, "--out", "hdfs://h/il.bin"));
    assertUsage("leads out of the folder of the run", one(both, "--out", "a/../../il.bin"));
    assertUsage("--net-loss ../n.bin leads out", one(both, "-n", "../n.bin"));
    assertUsage("--loss-table . names no file", one(both, "--loss-table", "."));
    assertUsage("is the place of a table", one(both, "--out", "failures.csv"));
    assertUsage("is a hidden name", one(both, "--out", "_journal/il.bin"));
    assertUsage("is a file and a folder", one(both, "--out", "a", "-n", "a/b"));
    assertUsage("write the same file a", one(both, "--out", "a", "-n", "./a"));
    assertUsage("--failures, --record and --figures", one(both, "--record", "r.json"));
    Said odd = fm("a/b c", one(both));
    assertThat(odd.exitCode()).isEqualTo(2);
    assertThat(odd.err()).contains("--run-id a/b c, expected letters, digits");
    assertThat(out).doesNotExist();

    Path manifest = temp.resolve("runs.csv");
    Files.writeString(
        manifest,
        "run_id,static,input,allocation_rule,output\n"
            + "a,s,i.bin,2,/abs/il.bin\n"
            + "b,s,i.bin,2,../il.bin\n"
            + "c,s,i.bin,2,x/il.bin\n"
            + "d,s,i.bin,2,x/./il.bin\n"
            + "e,s,i.bin,2,x\n");
    Said refused = fm("night", "--manifest", manifest.toString());
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .contains(
            "4 problems",
            "runs.csv:2: output '/abs/il.bin' is absolute, expected a name inside",
            "runs.csv:3: output '../il.bin' leads out of the folder of the run",
            "runs.csv:5: output x/il.bin as in " + manifest + ":4",
            "runs.csv:6: output 'x' is a file and a folder: there is x/il.bin too");
    assertThat(out.resolve("night")).doesNotExist();
    assertThat(run("runs", "--output", out.toString()).out()).contains("FAILED");
  }

  private void assertUsage(String message, String... words) {
    Said said = fm("night", words);
    assertThat(said.exitCode()).as(String.join(" ", words)).isEqualTo(2);
    assertThat(said.err()).contains(message);
  }

  @Test
  void ofAFailedAnalysisThereIsARowAndNothingElse() throws IOException {
    FmAnalysis both = both();
    byte[] good = FmRuns.pipe(List.of(both), temp).get(both.output());
    Path broken = temp.resolve("broken.bin");
    byte[] gul = Files.readAllBytes(Path.of(both.inputs().get(0)));
    Files.write(broken, Arrays.copyOf(gul, gul.length - 6));
    Path manifest = temp.resolve("runs.csv");
    String row = ",%s,%s," + both.allocationRule() + ",%s,%s%n";
    Files.writeString(
        manifest,
        "run_id,static,input,allocation_rule,output,sort_output\n"
            + String.format("bad" + row, both.staticFolder(), broken, "bad/il.bin", true)
            + String.format(
                "good" + row, both.staticFolder(), both.inputs().get(0), "good/il.bin", true)
            + String.format("gone" + row, both.staticFolder(), "no.bin", "gone.bin", true));
    Said said = fm("2026-11-20", "--manifest", manifest.toString(), "--set", "run.format=csv");
    assertThat(said.exitCode()).as(said.err()).isEqualTo(4);
    assertThat(said.err()).contains("fm: bad: ", "fm: gone: ");
    Path run = out.resolve("2026-11-20");
    assertThat(names(run))
        .containsExactly(
            "_SUCCESS",
            "analyses.csv",
            "failures.csv",
            "good",
            "manifest.json",
            "metrics.csv",
            "metrics.json",
            "portfolio_losses.csv");
    assertThat(run.resolve("good/il.bin")).hasBinaryContent(good);
    List<String> rows = Files.readAllLines(run.resolve("analyses.csv"));
    assertThat(rows.get(0))
        .startsWith("input_index,analysis,status,allocation_rule,perspectives,events_read,events,");
    assertThat(rows.get(1)).startsWith("0,bad,failed,").contains(",MALFORMED,", "broken.bin: byte");
    assertThat(rows.get(2)).startsWith("1,good,done,").contains(",good/il.bin,");
    assertThat(rows.get(3)).startsWith("2,gone,failed,").contains(",MISSING,", "no.bin");
    assertThat(Files.readAllLines(run.resolve("failures.csv"))).hasSize(3);
    assertThat(Files.readAllLines(run.resolve("portfolio_losses.csv")).get(1))
        .startsWith("1,good,gross,");
    assertThat(json("2026-11-20/manifest.json").get("counts").get(0).toString())
        .isEqualTo("{\"what\":\"analyses\",\"inputs\":3,\"results\":1,\"failures\":2}");
    assertThat(latest()).isEqualTo("2026-11-20");

    Said nothing = fm("2026-11-21", "-p", both.staticFolder(), "-i", temp + "/no.bin", "-a", "2");
    assertThat(nothing.exitCode()).isEqualTo(3);
    assertThat(out.resolve("2026-11-21/failures")).exists();
    assertThat(latest()).as("nothing is no better than yesterday").isEqualTo("2026-11-20");
    Said kept =
        fm("2026-11-20", "-p", both.staticFolder(), "-i", temp + "/no.bin", "-a", "2", "--replace");
    assertThat(kept.exitCode()).isEqualTo(3);
    assertThat(kept.err()).contains("the run that was there is kept");
    assertThat(run.resolve("good/il.bin")).hasBinaryContent(good);
  }

  @Test
  void changesAreAgainstThePromotedRunAndABreachThatWithholdsLeavesLatest() throws IOException {
    FmAnalysis both = both();
    Path config = temp.resolve("fm.conf");
    Files.writeString(
        config,
        "crosswind.limits = [{ name = move, scope = portfolio, measure = loss, change = relative,"
            + " max = 0.5, min = -0.4, action = withhold }]\n"
            + "crosswind.run { output = \"out\", format = json }");
    String gul = both.inputs().get(0);
    String[] words = one(both, "--config", config.toString());
    assertThat(fm("n1", words).exitCode()).isZero();
    assertThat(json("n1/manifest.json").get("limits").get(0).get("not_compared").asInt())
        .isEqualTo(1);
    double loss = json("n1/portfolio_losses.json").get(0).get("mean_loss").asDouble();
    assertThat(loss).isPositive();

    String[] twice =
        Stream.concat(Arrays.stream(words), Stream.of("--in", gul)).toArray(String[]::new);
    Said withheld = fm("n2", twice);
    assertThat(withheld.exitCode()).as(withheld.err()).isEqualTo(5);
    assertThat(latest()).isEqualTo("n1");
    JsonNode breach = json("n2/breaches.json").get(0);
    assertThat(breach.get("previous_run").asText()).isEqualTo("n1");
    assertThat(breach.get("previous_value").asDouble()).isEqualTo(loss);
    assertThat(breach.get("value").asDouble()).isEqualTo(2 * loss);
    assertThat(out.resolve("n2/il.bin")).exists();

    assertThat(run("promote", "n2", "--output", out.toString()).exitCode()).isEqualTo(3);
    assertThat(run("promote", "n2", "--output", out.toString(), "--force").exitCode()).isZero();
    assertThat(fm("n3", twice).exitCode()).as("as n2, which is promoted now").isZero();
    assertThat(run("promote", "n1", "--output", out.toString()).exitCode()).isZero();
    assertThat(fm("n4", twice).exitCode()).as("n1 is promoted again").isEqualTo(5);
    assertThat(json("n4/breaches.json").get(0).get("previous_run").asText()).isEqualTo("n1");
    assertThat(latest()).isEqualTo("n1");

    Said diff = run("diff", "latest", "n2", "--output", out.toString());
    assertThat(diff.exitCode()).as(diff.err()).isZero();
    assertThat(diff.out()).contains("A is n1, B is n2", "il gross: ");
    Said mixed = run("diff", out.resolve("n1/il.bin").toString(), "n2", "--output", out.toString());
    assertThat(mixed.exitCode()).as(mixed.err()).isZero();
    assertThat(run("runs", "--output", out.toString(), "--prune", "--keep", "1").exitCode())
        .isZero();
    assertThat(names(out)).containsExactly("latest", "n1", "n4");
  }

  /** Stands for the end of the process. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private FmPlace.Ended manifest(Path manifest, int threads, int slices, String... sets)
      throws IOException {
    return manifest(
        manifest,
        threads,
        (what, done, failed, total) -> {
          if (done >= slices) {
            throw new Death();
          }
        },
        sets);
  }

  private FmPlace.Ended manifest(
      Path manifest, int threads, ProgressListener progress, String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("run.output=\"" + out + "\"");
    all.add("run.id=night");
    FmNames names = new FmNames();
    names.apply("losses");
    FmOptions options =
        new FmOptions(OnBadEvent.STOP, FmCompatibility.STANDARD, 24, Optional.of("losses"), 0);
    FmRequest request =
        new FmRequest(manifest.toString(), List.of(), null, Optional.empty(), options);
    try (LocalEngine engine = new LocalEngine(threads)) {
      return new FmRunFolder(request, names, JobConfig.withoutFile(all, Clock.systemUTC()))
          .run(engine, Platform.PLAIN, progress, Clock.systemUTC());
    }
  }

  @Test
  void whatDiedGoesOnAndHasTheSameBytes() throws IOException {
    List<FmAnalysis> goldens = FmRuns.goldens(temp.resolve("loose")).subList(0, 10);
    List<FmAnalysis> named = named(goldens);
    Path manifest = FmRuns.manifest(temp.resolve("runs.csv"), named);
    assertThatThrownBy(() -> manifest(manifest, 2, 7)).isInstanceOf(Death.class);
    assertThat(out.resolve("night")).doesNotExist();
    assertThat(run("runs", "--output", out.toString()).out()).contains("UNFINISHED");
    assertThatThrownBy(() -> manifest(manifest, 2, 99))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("--resume night");
    assertThatThrownBy(() -> manifest(manifest, 1, 5, "run.start=once")).isInstanceOf(Death.class);
    plantATable();
    FmPlace.Ended ended = manifest(manifest, 3, 99, "run.start=resume");
    assertThat(ended.run().exitCode()).isEqualTo(ExitCode.DONE);
    assertStreams(goldens, named);
    Path run = out.resolve("night");
    try (Stream<Path> all = Files.walk(run)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."))
          .doesNotContain("_journal");
    }
    assertThat(names(run.resolve("losses"))).hasSize(goldens.size());
    assertThat(names(run.resolve("analyses"))).containsExactly("part-00000.parquet");
    assertThat(names(out)).containsExactly("latest", "night");
  }

  /** The goldens with names in the folder of a run. */
  private List<FmAnalysis> named(List<FmAnalysis> goldens) {
    Path loose = temp.resolve("loose");
    List<FmAnalysis> named = new ArrayList<>();
    for (FmAnalysis golden : goldens) {
      named.add(
          golden.writing(
              loose.relativize(Path.of(golden.output())).toString(),
              golden.netOutput().map(file -> "net/" + loose.relativize(Path.of(file)))));
    }
    return named;
  }

  /** The streams of the night are those that the pipe writes. */
  private void assertStreams(List<FmAnalysis> goldens, List<FmAnalysis> named) throws IOException {
    Map<String, byte[]> expected = FmRuns.pipe(goldens, temp);
    Path run = out.resolve("night");
    for (int i = 0; i < goldens.size(); i++) {
      FmAnalysis golden = goldens.get(i);
      assertThat(run.resolve(named.get(i).output()))
          .hasBinaryContent(expected.get(golden.output()));
      if (golden.netOutput().isPresent()) {
        assertThat(run.resolve(named.get(i).netOutput().orElseThrow()))
            .hasBinaryContent(expected.get(golden.netOutput().get()));
      }
    }
  }

  private Path hiddenFolder() throws IOException {
    try (Stream<Path> all = Files.list(out)) {
      return all.filter(path -> path.getFileName().toString().startsWith(".night.tmp-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aStreamThatTheDiskRefusesFailsTheRunWhichGoesOn() throws IOException {
    List<FmAnalysis> goldens = FmRuns.goldens(temp.resolve("loose")).subList(0, 3);
    List<FmAnalysis> named = named(goldens);
    Path manifest = FmRuns.manifest(temp.resolve("runs.csv"), named);
    // A folder in the place of a stream cannot be replaced by it.
    assertThatThrownBy(
            () ->
                manifest(
                    manifest,
                    1,
                    (what, done, failed, total) -> {
                      try {
                        Files.createDirectories(
                            hiddenFolder().resolve(named.get(2).output()).resolve("x"));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(named.get(2).output());
    assertThat(out.resolve("night")).doesNotExist();
    Path refused = hiddenFolder().resolve(named.get(2).output());
    Files.delete(refused.resolve("x"));
    Files.delete(refused);
    FmPlace.Ended ended = manifest(manifest, 2, ProgressListener.NONE, "run.start=once");
    assertThat(ended.run().failedAnalyses()).isZero();
    assertStreams(goldens, named);
  }

  @Test
  void aConfigurationThatNamesTheOutputIsEnough() throws IOException {
    FmAnalysis both = both();
    Path config = temp.resolve("fm.conf");
    Files.writeString(
        config,
        "crosswind.run { engine = local, id = night, format = json, output = \""
            + out
            + "\"${?NO_SUCH_VARIABLE} }");
    String[] words = one(both, "--config", config.toString(), "--set", "run.id=n7", "--out", "EU");
    List<String> all = new ArrayList<>(List.of("fm"));
    all.addAll(Arrays.asList(words));
    Said said = run(all.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(names(out.resolve("n7"))).contains("EU", "analyses.json", "portfolio_losses.json");
    assertThat(JobConfig.isSet(null, List.of("run.id=a"), "run.output")).isFalse();
    assertThat(JobConfig.isSet(null, List.of("crosswind.run.output=a"), "run.output")).isTrue();
  }

  /** As if the last process had died while it wrote the tables. */
  private void plantATable() throws IOException {
    Path hidden = hiddenFolder();
    Files.createDirectories(hidden.resolve("analyses"));
    Files.writeString(hidden.resolve("analyses/part-00000.parquet"), "PAR1");
    Files.writeString(hidden.resolve("analyses/part-00001.parquet"), "PAR1");
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(out, "a file where the folder of all runs should be");
    Said file = fm("night", one(both()));
    assertThat(file.exitCode()).as(file.err()).isEqualTo(3);
    assertThat(file.err()).contains(out + ": ", "is a file, expected the folder");
    assumeThat(Path.of("/proc/self")).exists();
    out = Path.of("/proc/out"); // nobody can write there, not even root
    Said readOnly = fm("night", one(both()));
    assertThat(readOnly.exitCode()).as(readOnly.err()).isEqualTo(1);
    assertThat(readOnly.err()).contains("/proc/out", "[IO]").doesNotContain("defect");
  }
}
