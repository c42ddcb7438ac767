package org.crosswind.job.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.job.ExitCode;
import org.crosswind.job.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossDiffTest {
  @TempDir Path folder;

  /** Event, output, mean, then samples from 1. */
  private Path stream(String name, double[]... items) throws IOException {
    LossBuffer buffer = new LossBuffer();
    for (double[] item : items) {
      buffer.beginItem((int) item[0], (int) item[1]);
      buffer.pair(-1, (float) item[2]);
      for (int k = 3; k < item.length; k++) {
        buffer.pair(k - 2, (float) item[k]);
      }
      buffer.endItem();
    }
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(LossStreamHeader.lossStream(2).toBytes());
      buffer.writeTo(out);
    }
    return file;
  }

  @Test
  void meansAreComparedByEventAndOutputAndWhatDidNotMoveIsLeftOut() throws IOException {
    Path a =
        stream(
            "a.bin",
            new double[] {1, 1, 10, 8, 12},
            new double[] {1, 2, 5, 5, 5},
            new double[] {2, 1, 7, 7},
            new double[] {3, 1, 1, 1, 1});
    Path b =
        stream(
            "b.bin",
            new double[] {3, 1, 1, 1, 1},
            new double[] {1, 1, 14, 10, 18},
            new double[] {1, 3, 2, 4},
            new double[] {9, 1, 100, 50, 150});
    String out =
        run(0, "diff", a.toString(), b.toString(), "--out", folder("m"), "--format", "csv");
    assertThat(Files.readAllLines(folder.resolve("m/loss_diff.csv")))
        .containsExactly(
            "analysis,perspective,event_id,output_id,status,mean_a,mean_b,mean_change,"
                + "sample_mean_a,sample_mean_b,sample_mean_change",
            "b.bin,,1,1,compared,10.0,14.0,4.0,10.0,14.0,4.0",
            "b.bin,,1,3,new,,2.0,2.0,,2.0,2.0",
            "b.bin,,1,2,gone,5.0,,-5.0,5.0,,-5.0",
            "b.bin,,9,1,new,,100.0,100.0,,100.0,100.0",
            "b.bin,,2,1,gone,7.0,,-7.0,3.5,,-3.5");
    assertThat(out).contains("A is a.bin, B is b.bin", "b.bin: 2 events compared, 1 new, 1 gone");
    List<String> lines = out.lines().toList();
    assertThat(lines.stream().filter(l -> l.startsWith("total")).findFirst().orElseThrow())
        .matches("total +23\\.0+ +117\\.0+ +94\\.0+ +19\\.50* +117\\.0+ +97\\.50*");
    assertThat(lines.indexOf(first(lines, "event 9")))
        .isLessThan(lines.indexOf(first(lines, "event 2")));
    assertThat(lines).noneMatch(line -> line.startsWith("event 3"));
    assertThat(first(lines, "output 1")).contains("97.0");
  }

  @Test
  void equalStreamsHaveNoRows() throws IOException {
    Path a = stream("a.bin", new double[] {1, 1, 10, 8, 12});
    String out =
        run(0, "diff", a.toString(), a.toString(), "--out", folder("m"), "--format", "csv");
    assertThat(Files.readAllLines(folder.resolve("m/loss_diff.csv"))).hasSize(1);
    assertThat(out).contains("1 events compared, 0 new, 0 gone").doesNotContain("largest");
  }

  @Test
  void eventsThatComeTwiceAreComparedInTheirOrder() throws IOException {
    Path a =
        stream("a.bin", new double[] {1, 1, 10}, new double[] {2, 1, 3}, new double[] {1, 1, 20});
    Path b =
        stream("b.bin", new double[] {1, 1, 10}, new double[] {2, 1, 3}, new double[] {1, 1, 25});
    run(0, "diff", a.toString(), b.toString(), "--out", folder("m"), "--format", "csv");
    assertThat(Files.readAllLines(folder.resolve("m/loss_diff.csv")))
        .hasSize(2)
        .endsWith("b.bin,,1,1,compared,20.0,25.0,5.0,0.0,0.0,0.0");
  }

  @Test
  void recordsAreComparedAnalysisByAnalysis() throws IOException {
    Path a = stream("a.bin", new double[] {1, 1, 10, 8, 12});
    Path b = stream("b.bin", new double[] {1, 1, 11, 9, 13});
    record(
        "a.run.json",
        "night1",
        analysis("P1", a, "both", a, null),
        analysis("P2", a, "gross", null, null));
    record(
        "b.run.json",
        "night2",
        analysis("P1", b, "both", a, null),
        analysis("P3", a, "gross", null, null),
        analysis("P2", b, "gross", null, "fm_policytc.csv:3: level 9"));
    String out =
        run(
            0,
            "diff",
            folder("a.run.json"),
            folder("b.run.json"),
            "--out",
            folder("m"),
            "--format",
            "csv");
    assertThat(out)
        .contains(
            "A is night1, B is night2",
            "P1 gross: 1 events compared",
            "P1 net: 1 events compared",
            "P3 gross: not in A",
            "P2 gross: failed in B: fm_policytc.csv:3: level 9");
    assertThat(Files.readAllLines(folder.resolve("m/loss_diff.csv")))
        .hasSize(2)
        .endsWith("P1,gross,1,1,compared,10.0,11.0,1.0,10.0,11.0,1.0");
  }

  @Test
  void whatIsNoStreamAndNoRecordIsRefused() throws IOException {
    Path a = stream("a.bin", new double[] {1, 1, 10});
    Files.writeString(folder.resolve("x.json"), "{\"run_id\": \"x\"}");
    int refused = ExitCode.NO_INPUT.code();
    assertThat(run(refused, "diff", a.toString(), folder("x.json")))
        .contains("is no record of the financial module");
    Files.writeString(folder.resolve("y.bin"), "no stream at all");
    assertThat(run(refused, "diff", a.toString(), folder("y.bin"))).contains("stream type");
    assertThat(run(refused, "diff", a.toString(), "2026-11-20"))
        .contains("there is no run of this id");
  }

  private static String first(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static String analysis(
      String id, Path output, String netLoss, Path netOutput, String failure) {
    return String.format(
        "{\"run_id\":\"%s\",\"output\":\"%s\",\"net_loss\":\"%s\",\"net_output\":%s,\"failure\":%s}",
        id,
        output,
        netLoss,
        netOutput == null ? "null" : "\"" + netOutput + "\"",
        failure == null ? "null" : "\"" + failure + "\"");
  }

  private void record(String name, String id, String... analyses) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "{\"run_id\":\""
            + id
            + "\",\"inputs\":[],\"counts\":[],\"outputs\":[],\"stages\":[],"
            + "\"configuration\":{\"analyses\":["
            + String.join(",", analyses)
            + "]}}");
  }

  private String folder(String name) {
    return folder.resolve(name).toString();
  }

  private static String run(int expected, String... words) {
    Said said = Said.run(words);
    assertThat(said.exitCode()).as(said.err()).isEqualTo(expected);
    return said.out() + said.messages();
  }
}
