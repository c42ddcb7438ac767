package org.crosswind.job.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.crosswind.calc.xva.DependenceFamily;
import org.crosswind.calc.xva.DependenceModels;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;

/**
 * The keys under {@code crosswind.xva}; {@code conf/reference.conf} describes each.
 *
 * @param book Hadoop path of the table of netting sets, empty when not given
 * @param curves Hadoop path of the table of curves, empty when not given
 * @param cubes Hadoop path of a cube store or a Parquet cube table, empty for none
 * @param models the run's dependence models, in order
 * @param settings what is the same for every set
 * @param allowUnknownColumns whether unknown columns of book and curves are ignored
 * @param roots Hadoop paths of the folders, beside those of book and curves and the place of the
 *     cubes, to which rows of the book may point
 */
public record XvaConfig(
    String book,
    String curves,
    String cubes,
    List<ModelSpec> models,
    XvaSettings settings,
    boolean allowUnknownColumns,
    List<String> roots) {
  private static final Set<String> MODEL_KEYS = Set.of("model", "parameter", "degrees-of-freedom");

  /** Copies the list. */
  public XvaConfig {
    models = List.copyOf(models);
    roots = List.copyOf(roots);
  }

  /**
   * Refuses a configuration that names no book or no curves.
   *
   * @throws ConfigException with both problems
   */
  public void requireInputs() {
    List<String> problems = new ArrayList<>();
    if (book.isEmpty()) {
      problems.add("crosswind.xva.book is missing: expected the table of netting sets");
    }
    if (curves.isEmpty()) {
      problems.add("crosswind.xva.curves is missing: expected the table of curves");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  static XvaConfig read(Keys keys) {
    ProbabilityForm form = keys.choice("crosswind.xva.probability", ProbabilityForm.class);
    NonFinitePolicy nonFinite = keys.choice("crosswind.xva.non-finite", NonFinitePolicy.class);
    return new XvaConfig(
        keys.path("crosswind.xva.book"),
        keys.path("crosswind.xva.curves"),
        keys.path("crosswind.xva.cubes"),
        models(keys, "crosswind.xva.models"),
        new XvaSettings(
            quantiles(keys, "crosswind.xva.pfe-quantiles"),
            form,
            nonFinite,
            keys.count("crosswind.xva.first-year-tolerance-days", 0, 365)),
        keys.flag("crosswind.xva.allow-unknown-columns"),
        roots(keys));
  }

  private static List<String> roots(Keys keys) {
    List<String> roots = new ArrayList<>(keys.paths("crosswind.security.roots"));
    String folder = keys.folderOf("crosswind.xva.book"); // of the configuration itself
    if (!folder.isEmpty()) {
      roots.add(folder);
    }
    return roots;
  }

  private static List<Double> quantiles(Keys keys, String key) {
    List<Double> quantiles = new ArrayList<>();
    for (double q : keys.numbers(key)) {
      if (!(q > 0 && q < 1)) {
        keys.problem(key, "quantiles in (0, 1), but one is " + q);
      } else if (quantiles.contains(q)) {
        keys.problem(key, "different quantiles, but " + q + " stands twice");
      } else {
        quantiles.add(q);
      }
    }
    if (quantiles.isEmpty()) {
      keys.problem(key, "at least one quantile in (0, 1)");
      quantiles.add(0.95);
    }
    return quantiles;
  }

  private static List<ModelSpec> models(Keys keys, String key) {
    List<ModelSpec> models = new ArrayList<>();
    int place = 0;
    for (Config entry : keys.objects(key)) {
      place++;
      String here = key + " entry " + place;
      Set<String> unknown = new TreeSet<>(entry.root().keySet());
      unknown.removeAll(MODEL_KEYS);
      if (!unknown.isEmpty()) {
        keys.add(
            here
                + " has unknown keys "
                + unknown
                + ": expected model, parameter, degrees-of-freedom");
      }
      try {
        if (!entry.hasPath("model")) {
          keys.add(here + " names no model: expected " + DependenceFamily.names());
          continue;
        }
        String name = entry.getString("model");
        checkParameters(keys, here, name, entry);
        ModelSpec model =
            new ModelSpec(
                name,
                entry.hasPath("parameter") ? entry.getDouble("parameter") : 0,
                entry.hasPath("degrees-of-freedom")
                    ? entry.getDouble("degrees-of-freedom")
                    : Double.NaN);
        if (models.contains(model)) {
          keys.add(here + " repeats " + model.name() + " " + model.parameter());
        }
        models.add(model);
        DependenceModels.check(here, model);
      } catch (FailureException e) {
        keys.add(here + ": " + e.failure().message());
      } catch (com.typesafe.config.ConfigException e) {
        keys.add(here + ": " + e.getMessage());
      }
    }
    if (place == 0) {
      keys.problem(key, "at least one model");
    }
    return models;
  }

  /** A forgotten parameter must not become zero, which is independence for most models. */
  private static void checkParameters(Keys keys, String here, String name, Config entry) {
    Optional<DependenceFamily> family = DependenceFamily.named(name);
    if (family.isEmpty()) {
      return; // a user's own model says itself what it accepts
    }
    String parameter = family.get().parameterName();
    if (parameter.isEmpty() && entry.hasPath("parameter")) {
      keys.add(here + ": parameter is given for model " + name + ", expected none: it has none");
    }
    if (!parameter.isEmpty() && !entry.hasPath("parameter")) {
      keys.add(
          here
              + ": model "
              + name
              + " has no parameter: expected "
              + parameter
              + ", "
              + family.get().domain());
    }
    if (family.get() != DependenceFamily.STUDENTT && entry.hasPath("degrees-of-freedom")) {
      keys.add(
          here
              + ": degrees-of-freedom is given for model "
              + name
              + ": expected it for studentt only");
    }
  }
}
