package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.job.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, metrics and alerts of the financial module, through the door that a person uses. */
@Tag("spark")
class FmWatchTest {
  private static final Path EXAMPLE = Path.of("conf/examples/fm");

  @TempDir Path temp;

  @BeforeEach
  void chooseMaster() {
    System.setProperty("spark.master", "local[2]");
  }

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private int fm(String config, String... more) throws IOException {
    Path file = Files.writeString(temp.resolve("watch.conf"), config);
    List<String> words =
        new ArrayList<>(
            List.of(
                "fm",
                "--static",
                EXAMPLE.resolve("static").toString(),
                "--in",
                EXAMPLE.resolve("gul.bin").toString(),
                "-a",
                "2",
                "--out",
                temp.resolve("il.bin").toString(),
                "--run-id",
                "EU",
                "--replace",
                "--config",
                file.toString()));
    for (int i = 0; i < more.length; i += 2) {
      int place = words.indexOf(more[i]);
      if (place >= 0) {
        words.set(place + 1, more[i + 1]);
      }
    }
    return Main.run(words.toArray(String[]::new), new PrintWriter(new StringWriter()));
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(temp.resolve(name).toFile());
  }

  @Test
  void aLossAboveItsLimitIsABreachAndWithheldRunsAreNotComparedWith() throws IOException {
    Path told = temp.resolve("told.jsonl");
    String alerts =
        "\ncrosswind.alerts = [{ file = \"" + told + "\", on = [breach, withheld, done] }]";
    assertThat(
            fm(
                "crosswind.limits = [{ scope = portfolio, measure = loss, max = 1e30 },"
                    + " { scope = portfolio, measure = loss, change = relative, name = move, max = 0.1,"
                    + " min = -0.1 }, { scope = portfolio, measure = failed-share, max = 0 }]"
                    + alerts))
        .isZero();
    double loss = json("il.bin.figures.json").get("losses").get(0).get("loss").asDouble();
    double read =
        StreamLoss.mean(Storage.standard(), Storage.path(temp.resolve("il.bin").toString()));
    assertThat(loss).isPositive().isEqualTo(read);
    assertThat(Files.readAllLines(temp.resolve("il.bin.breaches.csv"))).hasSize(1);
    assertThat(json("il.bin.run.json").get("limits").get(1).get("not_compared").asInt())
        .isEqualTo(1);
    JsonNode metrics = json("il.bin.metrics.json");
    assertThat(metrics.get("inputs").get("events").asInt()).isPositive();
    assertThat(metrics.get("tasks").asInt()).isPositive();
    assertThat(metrics.get("task_read_bytes").asLong()).isPositive();
    assertThat(temp.resolve("il.bin.metrics.csv")).exists();

    halveTheStoredLoss(loss);
    assertThat(
            fm(
                "crosswind.limits = [{ scope = portfolio, measure = loss, change = relative,"
                    + " name = move, max = 0.1, action = withhold }]"
                    + alerts))
        .isEqualTo(5);
    assertThat(Files.readAllLines(temp.resolve("il.bin.breaches.csv")).get(1))
        .startsWith("move,warning,withhold,portfolio,EU,,gross,loss,relative,");
    assertThat(json("il.bin.figures.json").get("losses").get(0).get("loss").asDouble())
        .isEqualTo(loss / 2);
    assertThat(json("il.bin.run.json").get("withheld").asBoolean()).isTrue();
    List<String> lines = Files.readAllLines(told);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("on").toString())
        .isEqualTo("[\"done\"]");
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("on").toString())
        .isEqualTo("[\"breach\",\"done\",\"withheld\"]");
    assertThat(temp.resolve("il.bin")).exists();
  }

  private void halveTheStoredLoss(double loss) throws IOException {
    Path file = temp.resolve("il.bin.figures.json");
    Files.writeString(
        file, Files.readString(file).replace(String.valueOf(loss), String.valueOf(loss / 2)));
  }

  @Test
  void theLossRatioIsOverTheInsuredValueOrNotComparedWithoutOne() throws IOException {
    assertThat(fm("crosswind.limits = [{ scope = portfolio, measure = loss-ratio, max = 0 }]"))
        .isZero();
    List<String> breaches = Files.readAllLines(temp.resolve("il.bin.breaches.csv"));
    assertThat(breaches).hasSize(2);
    double ratio = Double.parseDouble(breaches.get(1).split(",")[9]);
    Path without = Files.createDirectory(temp.resolve("without"));
    double insured = 0;
    for (String line : Files.readAllLines(EXAMPLE.resolve("static/coverages.csv"))) {
      if (!line.startsWith("coverage_id")) {
        insured += Double.parseDouble(line.split(",")[1]);
      }
    }
    double loss =
        StreamLoss.mean(Storage.standard(), Storage.path(temp.resolve("il.bin").toString()));
    assertThat(ratio).isEqualTo(loss / insured);
    for (String table : List.of("policytc", "profile", "programme", "xref")) {
      String name = "fm_" + table + ".csv";
      Files.copy(EXAMPLE.resolve("static").resolve(name), without.resolve(name));
    }
    assertThat(
            fm(
                "crosswind.limits = [{ scope = portfolio, measure = loss-ratio, max = 0 }]",
                "--static",
                without.toString()))
        .isZero();
    assertThat(Files.readAllLines(temp.resolve("il.bin.breaches.csv"))).hasSize(1);
    assertThat(json("il.bin.run.json").get("warnings").get(0).asText())
        .contains("has no table coverages");
  }

  @Test
  void anAnalysisThatFailsIsAlertedAndHasAFailedShareOfOne() throws IOException {
    Path told = temp.resolve("told.jsonl");
    Path gone = temp.resolve("gone.bin");
    int code =
        fm(
            "crosswind.alerts = [{ file = \""
                + told
                + "\", on = failed }]\n"
                + "crosswind.limits = [{ scope = portfolio, measure = failed-share, max = 0.5 }]",
            "--in",
            gone.toString());
    assertThat(code).isEqualTo(3);
    assertThat(Files.readString(told)).contains("\"on\":[\"failed\"]");
  }

  @Test
  void theMeanLossIsThatOfTheSamplesOrTheNumericalOneWithoutSamples() throws IOException {
    assertThat(mean(2)).isEqualTo((4 + 8 + 1) / 2.0 + 3 / 2.0);
    assertThat(mean(0)).isEqualTo(5 + 7);
  }

  /**
   * Two events: items 1 and 2 with samples, then item 1 with one, and a NaN that counts as zero.
   */
  private double mean(int samples) throws IOException {
    LossBuffer buffer = new LossBuffer();
    item(buffer, 1, 1, -1, 5, 1, 4, 2, 8);
    item(buffer, 1, 2, 1, 1);
    item(buffer, 2, 1, -1, 7, 1, Float.NaN, 2, 3);
    Path file = temp.resolve("losses.bin");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(LossStreamHeader.lossStream(samples).toBytes());
      buffer.writeTo(out);
    }
    return StreamLoss.mean(Storage.standard(), Storage.path(file.toString()));
  }

  private static void item(LossBuffer buffer, int event, int item, float... pairs) {
    buffer.beginItem(event, item);
    for (int i = 0; i < pairs.length; i += 2) {
      buffer.pair((int) pairs[i], pairs[i + 1]);
    }
    buffer.endItem();
  }
}
