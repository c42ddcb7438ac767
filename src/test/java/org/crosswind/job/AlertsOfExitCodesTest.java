package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.util.List;
import java.util.stream.Stream;
import org.crosswind.format.oasis.FmGoldens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exit code of each command that runs unattended: who is told, and how often. */
@Tag("slow")
class AlertsOfExitCodesTest {
  private static final String WITHHOLD =
      "limits=[{ name = any, scope = book, measure = failed, max = -1, action = withhold }]";

  @TempDir Path folder;
  private Path told;
  private Path everything;
  private Path prom;

  @BeforeEach
  void inputs() throws IOException {
    told = folder.resolve("told.jsonl");
    everything = folder.resolve("everything.jsonl");
    prom = folder.resolve("crosswind.prom");
    new TestBook(folder, 5, 10).config("night", "");
    Files.writeString(folder.resolve("file"), "no folder");
    Files.writeString(
        folder.resolve("losses.csv"), "region,loss\na,1\na,2\na,4\nb,much\nb,1\nb,5\n");
    Path prices = Files.createDirectories(folder.resolve("prices"));
    Files.writeString(prices.resolve("AAA.csv"), "20201102,0930,100\n20201102,0931,101\n");
    Files.writeString(prices.resolve("BBB.csv"), "20201102,0930,100\n20201102,0931,much\n");
    Files.writeString(
        folder.resolve("watched.conf"),
        """
        %s
        crosswind.run { engine = local, threads = 1, tolerated-failures = 0, prometheus = "%s" }
        crosswind.alerts = [
          { name = usual, file = "%s" }
          { name = all, on = [done, failed, breach, withheld], file = "%s" }
        ]
        """
            .formatted(Files.readString(folder.resolve("night.conf")), prom, told, everything));
  }

  private record Said(int code, String err) {}

  private Said run(List<String> words) {
    StringWriter err = new StringWriter();
    PrintStream out = System.out;
    PrintStream progress = System.err;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      List<String> absolute = words.stream().map(word -> word.replace("@", folder + "/")).toList();
      int code = Main.run(absolute.toArray(String[]::new), new PrintWriter(err, true));
      return new Said(code, err.toString());
    } finally {
      System.setOut(out);
      System.setErr(progress);
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }

  private static List<String> words(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--config", "@watched.conf"));
    for (String set : more) {
      if (set.startsWith("-")) {
        words.addAll(List.of(set.split(" ")));
      } else {
        words.addAll(List.of("--set", set));
      }
    }
    return words;
  }

  static Stream<Arguments> exits() throws IOException {
    String golden =
        FmGoldens.cases().stream()
            .filter(path -> path.endsWith("share-20100"))
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .toString();
    String fm = "--static " + golden + "/input --in " + golden + "/gul.bin -a 0";
    String nothing = "--static @nowhere --in " + golden + "/gul.bin -a 0";
    String boot = "--in @losses.csv --column loss --group region -b 50";
    String panel = "--input @prices --replicates 10";
    return Stream.of(
        arguments(0, words("xva", "run.tolerated-failures=1")),
        arguments(1, words("xva", "run.output=\"@file/below\"")),
        arguments(2, words("xva", "run.threads=many")),
        arguments(2, words("xva", "xva.book=\"\"")),
        arguments(3, words("xva", "xva.book=\"@none.csv\"")),
        arguments(4, words("xva")),
        arguments(5, words("xva", WITHHOLD)),
        arguments(0, words("panel", panel, "run.tolerated-failures=1")),
        arguments(1, words("panel", panel, "run.output=\"@file/below\"")),
        arguments(2, words("panel", panel, "panel.colour=red")),
        arguments(2, words("panel")),
        arguments(3, words("panel", "--input @none")),
        arguments(4, words("panel", panel)),
        arguments(5, words("panel", panel, WITHHOLD)),
        arguments(0, words("bootstrap", boot, "run.tolerated-failures=1")),
        arguments(1, words("bootstrap", boot, "run.output=\"@file/below\"")),
        arguments(2, words("bootstrap", boot, "run.molecules=-1")),
        arguments(3, words("bootstrap", boot.replace("losses.csv", "none.csv"))),
        arguments(4, words("bootstrap", boot)),
        arguments(5, words("bootstrap", boot, WITHHOLD)),
        arguments(0, words("fm", fm)),
        arguments(1, words("fm", fm, "run.output=\"@file/below\"")),
        arguments(2, words("fm", fm, "run.straggler-factor=0")),
        arguments(3, words("fm", nothing)),
        arguments(5, words("fm", fm, WITHHOLD)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("exits")
  void everyCodeIsToldOnceAndZeroOnlyToThoseWhoWantIt(int code, List<String> words)
      throws IOException {
    Said said = run(words);
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(lines(everything))
        .hasSize(1)
        .allSatisfy(
            line -> {
              assertThat(line.get("exit_code").asInt()).isEqualTo(code);
              assertThat(line.get("command").asText()).isEqualTo(words.get(0));
              assertThat(line.get("run_id").asText()).isNotEmpty();
              assertThat(line.get("text").asText()).startsWith(words.get(0) + " ");
            });
    assertThat(lines(told)).hasSize(code == 0 ? 0 : 1);
    assertThat(Files.readString(prom))
        .contains("crosswind_run_exit_code{command=\"" + words.get(0) + "\"} " + code + "\n")
        .contains("crosswind_run_running{command=\"" + words.get(0) + "\"} 0\n");
  }

  @Test
  void anAnalysisOfManyThatFailsIsToldWithCodeFour() throws IOException {
    String golden =
        FmGoldens.cases().stream()
            .filter(path -> path.endsWith("share-20100"))
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .toString();
    Files.writeString(
        folder.resolve("runs.csv"),
        "run_id,static,input,allocation_rule,net_loss,output\n"
            + ("one," + golden + "/input," + golden + "/gul.bin,0,gross,one.bin\n")
            + ("two,nowhere," + golden + "/gul.bin,0,gross,two.bin\n"));
    Said said = run(words("fm", "--manifest @runs.csv"));
    assertThat(said.code()).as(said.err()).isEqualTo(4);
    assertThat(lines(told)).hasSize(1);
  }

  @Test
  void aWrongOptionOnATerminalIsToldToNobodyElse() {
    assertThat(run(words("xva", "--colour red")).code()).isEqualTo(2);
    assertThat(run(words("bootstrap", "--in @losses.csv --column loss --method none")).code())
        .isEqualTo(2);
    assertThat(everything).doesNotExist();
  }

  @Test
  void ofAlertsThatAreWrongThemselvesTheOthersAreTold() throws IOException {
    Path config = folder.resolve("watched.conf");
    Files.writeString(
        config,
        Files.readString(config)
            + "\ncrosswind.alerts += { name = wrong, webhook = nowhere }\n"
            + "crosswind.run.threads = ${UNKNOWN_TO_ALL}\n");
    assertThat(run(words("xva")).code()).isEqualTo(2);
    assertThat(lines(told)).hasSize(1);
    assertThat(lines(told).get(0).get("text").asText())
        .contains("UNKNOWN_TO_ALL", "nothing was computed");
  }

  @Test
  void aNightThatIsFinishedAlreadyIsNotToldAgain() throws IOException {
    assertThat(run(words("xva")).code()).isEqualTo(4);
    assertThat(run(words("xva", "--once")).code()).isEqualTo(4);
    assertThat(lines(told)).hasSize(1);
  }
}
