package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosswind.job.Main;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the financial module with a folder of its own, through the door that a person uses. */
class FmRunFolderTest {
  @TempDir Path temp;
  private Path out;

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void nameTheOutput() {
    out = temp.resolve("out");
  }

  private static Said say(String... words) {
    PrintStream before = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter messages = new StringWriter();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Main.run(words, new PrintWriter(messages, true));
      return new Said(
          code,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8) + messages);
    } finally {
      System.setOut(before);
      System.setErr(errBefore);
    }
  }

  /** Runs an id, on threads of this process. */
  private Said fm(String id, String... more) {
    List<String> words = new ArrayList<>(List.of("fm", "--output", out.toString(), "--run-id", id));
    words.addAll(List.of("--set", "run.engine=local", "--set", "run.threads=2"));
    words.addAll(Arrays.asList(more));
    return say(words.toArray(String[]::new));
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
    Said runs = say("runs", "--output", out.toString());
    assertThat(runs.out()).contains("2026-11-20", "fm");
  }
}
