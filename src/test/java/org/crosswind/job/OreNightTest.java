package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Published examples of the Open Source Risk Engine as one night: its cubes in its own CSV form,
 * and its exposure profiles as cubes of one scenario. Read from {@code ../shared}; skipped without
 * it.
 */
class OreNightTest {
  private static final Path GOLDENS = Path.of("../shared/goldens");
  private static final double RELATIVE = 1e-6;

  /** ORE prints two decimals. */
  private static final double PRINTED = 0.005;

  @TempDir Path folder;

  @BeforeEach
  void published() {
    assumeThat(GOLDENS.resolve("ore")).as("published ORE examples").isDirectory();
  }

  @Test
  void cubesGiveTheExposureReportAndTheCva() throws IOException {
    List<String> book = new ArrayList<>();
    book.add(
        "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values");
    List<String> curves = new ArrayList<>(List.of("curve_id,kind,time,value"));
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    for (Path example : examples()) {
      String name = example.getFileName().toString();
      JsonNode params = mapper.readTree(example.resolve("params.json").toFile());
      expected.put(name, mapper.readTree(example.resolve("expected.json").toFile()).get("ore"));
      Files.write(folder.resolve(name + ".csv"), oreForm(example, "CPTY"));
      curve(example.resolve("survival.csv"), name, "survival", "surv_counterparty", curves);
      curve(example.resolve("discount.csv"), name, "discount", "df", curves);
      book.add(
          String.join(
              ",",
              name,
              "CPTY",
              name,
              params.get("recovery_counterparty").asText(),
              name,
              name + ".csv",
              "deflated"));
    }
    Path run = run(book, curves);
    for (Map.Entry<String, JsonNode> set : expected.entrySet()) {
      compare(run, set.getKey(), set.getValue());
    }
  }

  @Test
  void profilesGiveTheCva() throws IOException {
    Map<String, List<String[]>> profiles = new LinkedHashMap<>();
    for (String[] row : csv(GOLDENS.resolve("ore_profiles/profiles.csv"))) {
      profiles.computeIfAbsent(row[0], name -> new ArrayList<>()).add(row);
    }
    profiles.remove("case");
    List<String> book = new ArrayList<>();
    book.add(
        "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values");
    List<String> curves = new ArrayList<>(List.of("curve_id,kind,time,value"));
    for (Map.Entry<String, List<String[]>> profile : profiles.entrySet()) {
      List<String> times = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String[] row : profile.getValue()) {
        double time = Double.parseDouble(row[4]);
        if (time > 0) {
          times.add(row[4]);
          values.add(row[5]);
          double days = Double.parseDouble(row[3]);
          curves.add(profile.getKey() + ",survival," + row[4] + "," + Math.exp(-0.01 * days / 365));
        }
      }
      Files.write(
          folder.resolve(profile.getKey() + ".csv"),
          List.of(String.join(",", times), String.join(",", values)));
      book.add(
          String.join(
              ",",
              profile.getKey(),
              "C",
              profile.getKey(),
              "0.4",
              "",
              profile.getKey() + ".csv",
              "deflated"));
    }
    Path run = run(book, curves);
    List<Map<String, String>> results = TableRows.read(run, "results");
    int compared = 0;
    for (String[] row : csv(GOLDENS.resolve("ore_profiles/expected.csv"))) {
      if (row[0].equals("case") || row[3].isEmpty()) {
        continue;
      }
      double cva = TableRows.number(TableRows.of(results, row[0]).get(0), "baseline_cva");
      close(row[0] + " CVA", cva, Double.parseDouble(row[3]));
      compared++;
    }
    assertThat(compared).isGreaterThan(20);
  }

  private Path run(List<String> book, List<String> curves) throws IOException {
    Files.write(folder.resolve("book.csv"), book);
    Files.write(folder.resolve("curves.csv"), curves);
    Path config =
        Files.writeString(
            folder.resolve("night.conf"),
            "crosswind { run { id = ore, output = out }, xva { book = book.csv, curves = curves.csv } }");
    XvaRun run = XvaJobTest.local(config, 2);
    assertThat(run.failures()).isEmpty();
    return Path.of(run.folderName());
  }

  private static void compare(Path run, String set, JsonNode ore) throws IOException {
    List<Map<String, String>> profile = TableRows.of(TableRows.read(run, "profiles"), set);
    String[][] columns = {
      {"epe", "EPE"},
      {"ene", "ENE"},
      {"basel_ee", "BaselEE"},
      {"basel_eee", "BaselEEE"},
      {"time_weighted_basel_epe", "TimeWeightedBaselEPE"},
      {"time_weighted_basel_eepe", "TimeWeightedBaselEEPE"}
    };
    for (String[] column : columns) {
      JsonNode published = ore.get("profiles").get(column[1]);
      assertThat(profile).hasSize(published.size() - 1);
      for (int t = 0; t < profile.size(); t++) {
        close(
            set + " " + column[0] + " at " + t,
            TableRows.number(profile.get(t), column[0]),
            published.get(t + 1).doubleValue());
      }
    }
    Map<String, String> result = TableRows.of(TableRows.read(run, "results"), set).get(0);
    JsonNode xva = ore.get("xva");
    close(set + " CVA", TableRows.number(result, "baseline_cva"), xva.get("CVA").doubleValue());
    close(
        set + " BaselEPE",
        TableRows.number(result, "basel_epe"),
        xva.get("BaselEPE").doubleValue());
    close(
        set + " BaselEEPE",
        TableRows.number(result, "basel_eepe"),
        xva.get("BaselEEPE").doubleValue());
  }

  private static void close(String what, double found, double published) {
    assertThat(found)
        .as(what)
        .isCloseTo(
            published,
            org.assertj.core.data.Offset.offset(PRINTED + RELATIVE * Math.abs(published)));
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> found = Files.list(GOLDENS.resolve("ore"))) {
      return found.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** A repackaged cube in the form that ORE writes. */
  private static List<String> oreForm(Path example, String id) throws IOException {
    List<String[]> dates = csv(example.resolve("tenors.csv"));
    List<String[]> cube = csv(example.resolve("cube.csv"));
    List<String> lines = new ArrayList<>(List.of("#Id,Date,Sample,Depth,Value"));
    lines.add(id + "," + dates.get(1)[1] + ",0,0," + cube.get(1)[1]);
    for (int t = 1; t < dates.size() - 1; t++) {
      for (int s = 1; s < cube.size(); s++) {
        lines.add(id + "," + dates.get(t + 1)[1] + "," + s + ",0," + cube.get(s)[t + 1]);
      }
    }
    return lines;
  }

  private static void curve(Path file, String id, String kind, String column, List<String> to)
      throws IOException {
    List<String[]> rows = csv(file);
    int value = List.of(rows.get(0)).indexOf(column);
    int time = List.of(rows.get(0)).indexOf("time");
    for (String[] row : rows.subList(1, rows.size())) {
      to.add(id + "," + kind + "," + row[time] + "," + row[value]);
    }
  }

  private static List<String[]> csv(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
  }
}
