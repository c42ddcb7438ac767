package org.crosswind.job.fm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.PortfolioLossesTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.RunFolder;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.losses.AnnualLossRow;
import org.crosswind.job.watch.Figure;
import org.crosswind.job.watch.Figures.Before;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.LatestRun;

/**
 * The losses of the run that a run is compared with: from the folder of the run that {@code latest}
 * names, or from a file that the last run left which was not withheld.
 */
final class PreviousLosses {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String LOSS = "loss";
  private static final String ANNUAL_LOSS = "annual_loss";

  private PreviousLosses() {}

  /**
   * Those of the promoted run.
   *
   * @param output the folder of all runs
   * @param measure losses by events, or annual ones
   * @param warnings is told what keeps losses from being compared
   * @return empty when there is no such run, or it has no such losses
   */
  static Optional<Before> ofLatest(
      Storage storage, Path output, Measure measure, Consumer<String> warnings) {
    try {
      Optional<String> latest = LatestRun.read(storage.configuration(), output);
      if (latest.isEmpty()) {
        return Optional.empty();
      }
      RunFolder run = new RunFolder(storage, new Path(output, latest.get()));
      RunTable table =
          run.table(measure.isAnnual() ? AnnualLossesTable.SCHEMA : PortfolioLossesTable.SCHEMA);
      Optional<List<Path>> files = table.files();
      if (files.isEmpty()) {
        warnings.accept(
            "limits on changes are not compared: run "
                + run.id()
                + " has no table "
                + table.schema().name());
        return Optional.empty();
      }
      List<Figure> figures = new ArrayList<>();
      for (Path file : files.get()) {
        if (measure.isAnnual()) {
          readAnnual(table, file, figures);
        } else {
          read(table, file, figures);
        }
      }
      return Optional.of(new Before(run.id(), figures));
    } catch (FailureException e) {
      warnings.accept("limits on changes are not compared: " + e.failure().oneLine());
      return Optional.empty();
    }
  }

  private static void read(RunTable table, Path file, List<Figure> figures) {
    try (RowSource rows = table.open(file)) {
      int[] places =
          table.places(
              rows,
              PortfolioLossesTable.ANALYSIS,
              PortfolioLossesTable.PERSPECTIVE,
              PortfolioLossesTable.MEAN_LOSS);
      while (rows.next()) {
        double loss = rows.isNull(places[2]) ? Double.NaN : rows.number(places[2]);
        figures.add(new Figure(rows.string(places[0]), null, rows.string(places[1]), loss));
      }
    }
  }

  private static void readAnnual(RunTable table, Path file, List<Figure> figures) {
    try (RowSource rows = table.open(file)) {
      for (AnnualLossRow row : AnnualLossRow.read(rows)) {
        if (row.isTotal()) {
          figures.add(new Figure(row.analysis(), null, row.perspective(), row.loss().best()));
        }
      }
    }
  }

  /**
   * Those of a file.
   *
   * @param file with the content of {@link #json}; need not be there
   * @param measure losses by events, or annual ones
   * @param warnings is told what keeps losses from being compared
   */
  static Optional<Before> ofFile(
      Storage storage, Path file, Measure measure, Consumer<String> warnings) {
    if (!storage.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = storage.open(file)) {
      JsonNode json = JSON.readTree(in);
      List<Figure> figures = new ArrayList<>();
      String key = measure.isAnnual() ? ANNUAL_LOSS : LOSS;
      for (JsonNode loss : json.path("losses")) {
        if (loss.has(key)) {
          figures.add(
              new Figure(
                  loss.path("analysis").asText(),
                  null,
                  loss.path("perspective").asText(),
                  loss.path(key).asDouble(Double.NaN)));
        }
      }
      return Optional.of(new Before(json.path("ended").asText(), figures));
    } catch (IOException | FailureException e) {
      warnings.accept("limits on changes are not compared: " + Storage.name(file) + ": " + e);
      return Optional.empty();
    }
  }

  /**
   * Losses as a file for the next run, the annual ones of those that have them.
   *
   * @param ended when the run ended, by which breaches name it
   */
  static byte[] json(FmFigures losses, String ended) {
    List<AnnualLossRow> totals = losses.annual().stream().filter(AnnualLossRow::isTotal).toList();
    ObjectNode json = JSON.createObjectNode();
    json.put("ended", ended);
    for (Figure figure : losses.losses()) {
      ObjectNode loss = json.withArray("losses").addObject();
      loss.put("analysis", figure.id());
      loss.put("perspective", figure.model());
      loss.put(LOSS, figure.value());
      totals.stream()
          .filter(row -> row.analysis().equals(figure.id()))
          .filter(row -> row.perspective().equals(figure.model()))
          .forEach(row -> loss.put(ANNUAL_LOSS, row.loss().best()));
    }
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("losses are plain data", e);
    }
  }
}
