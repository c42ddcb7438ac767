package org.crosswind.job.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.crosswind.job.Said;

/** A small night on disk whose drivers can be moved one by one. */
final class Night {
  private final Path folder;
  private final String id;
  private final Map<String, Integer> sets = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private double exposure = 1;
  private double hazard = 0.02;
  private double rate = 0.03;
  private double recovery = 0.4;
  private String tenors = "0.5,1,2,3,5";
  private String values = "undiscounted";
  private String models =
      "{ model = hullwhite, parameter = 0.3 }, { model = gaussian, parameter = 0.4 }";
  private String format = "parquet";

  Night(Path folder, String id) {
    this.folder = folder;
    this.id = id;
    for (int k = 1; k <= 4; k++) {
      sets.put("NS" + k, k);
    }
  }

  Night exposure(double scale) {
    exposure = scale;
    return this;
  }

  Night hazard(double flat) {
    hazard = flat;
    return this;
  }

  Night rate(double flat) {
    rate = flat;
    return this;
  }

  Night recovery(double share) {
    recovery = share;
    return this;
  }

  Night tenors(String years) {
    tenors = years;
    return this;
  }

  Night deflated() {
    values = "deflated";
    return this;
  }

  Night models(String list) {
    models = list;
    return this;
  }

  Night format(String name) {
    format = name;
    return this;
  }

  Night without(String set) {
    sets.remove(set);
    return this;
  }

  Night with(String set, int seed) {
    sets.put(set, seed);
    return this;
  }

  Night broken(String set) {
    broken.add(set);
    return this;
  }

  /** Runs it on threads and returns its folder. */
  Path run() throws IOException {
    Path home = Files.createDirectories(folder.resolve("in-" + id));
    String[] years = tenors.split(",", -1);
    List<String> book = new ArrayList<>();
    book.add(
        "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values");
    for (Map.Entry<String, Integer> set : sets.entrySet()) {
      String name = set.getKey();
      book.add(name + ",CP,CREDIT," + recovery + ",RATES," + name + ".csv," + values);
      write(home.resolve(name + ".csv"), cube(years, set.getValue(), broken.contains(name)));
    }
    write(home.resolve("book.csv"), book);
    write(
        home.resolve("curves.csv"),
        List.of(
            "curve_id,kind,time,value",
            "CREDIT,hazard,10," + hazard,
            "RATES,discount,1," + Math.exp(-rate),
            "RATES,discount,10," + Math.exp(-10 * rate)));
    write(
        home.resolve("night.conf"),
        List.of(
            "crosswind {",
            "  run { id = \"" + id + "\", output = \"" + folder.resolve("out") + "\"",
            "        engine = local, threads = 1, tolerated-failures = 1, format = " + format,
            "  }",
            "  xva { book = book.csv, curves = curves.csv, models = [ " + models + " ] }",
            "}"));
    Said said = Said.run("xva", "--config", home.resolve("night.conf").toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    return folder.resolve("out").resolve(id);
  }

  /**
   * Exposures depend on the time only by what the grid says, so a finer grid has the same paths.
   */
  private List<String> cube(String[] years, int seed, boolean isBroken) {
    List<String> lines = new ArrayList<>();
    lines.add(tenors);
    Random random = new Random(seed);
    for (int s = 0; s < 60; s++) {
      double level = random.nextGaussian();
      List<String> cells = new ArrayList<>();
      for (String year : years) {
        double t = Double.parseDouble(year);
        double value = exposure * (0.5 + level * Math.sqrt(t));
        cells.add(isBroken && s == 7 ? "n/a" : String.format(Locale.ROOT, "%.17g", value));
      }
      lines.add(String.join(",", cells));
    }
    return lines;
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}
