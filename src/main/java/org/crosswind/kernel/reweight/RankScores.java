package org.crosswind.kernel.reweight;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.crosswind.kernel.ops.Normal;
import org.crosswind.kernel.ops.Transcendental;

/**
 * What copulas need of the ranks alone, by number of scenarios: shared by all kernels of one thread
 * and kept from cube to cube. A few sample sizes are remembered, the least recently used is
 * dropped.
 *
 * <p>Position j counts scenarios from the largest exposure down: v(j) = (j + 1/2)/S, one minus the
 * grade of the scenario. Not thread-safe.
 */
public final class RankScores {
  private static final int SIZES = 4;

  private final Map<Integer, Table> tables = new LinkedHashMap<>(8, 0.75f, true);
  private final Map<Double, StudentT> students = new HashMap<>();

  /** Student's t with {@code n} degrees of freedom. */
  StudentT student(double n) {
    return students.computeIfAbsent(n, StudentT::new);
  }

  /** The scores of a sample of S scenarios. */
  Table of(int scenarios) {
    Table table = tables.get(scenarios);
    if (table == null) {
      table = new Table(scenarios);
      tables.put(scenarios, table);
      if (tables.size() > SIZES) {
        Iterator<Integer> oldest = tables.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return table;
  }

  /** Scores of one sample size, each computed when first used. Arrays are shared: read only. */
  static final class Table {
    final int scenarios;
    private double[] normal;
    private double[] logV;
    private final Map<Double, double[]> student = new HashMap<>();

    Table(int scenarios) {
      this.scenarios = scenarios;
    }

    /** v(j), correctly rounded. */
    double v(int j) {
      return (j + 0.5) / scenarios;
    }

    /** PhiInv(grade), descending. */
    double[] normal() {
      if (normal == null) {
        normal = antisymmetric(Normal::quantile);
      }
      return normal;
    }

    /** ln v, ascending and negative. */
    double[] logV() {
      if (logV == null) {
        logV = new double[scenarios];
        for (int j = 0; j < scenarios; j++) {
          logV[j] = Transcendental.log(v(j));
        }
      }
      return logV;
    }

    /** Quantile of Student's t at the grade, descending. */
    double[] student(StudentT t) {
      return student.computeIfAbsent(t.degreesOfFreedom(), nu -> antisymmetric(t::quantile));
    }

    private double[] antisymmetric(DoubleUnaryOperator quantile) {
      double[] y = new double[scenarios];
      for (int j = 0; j < scenarios / 2; j++) {
        double q = -quantile.applyAsDouble(v(j));
        y[j] = q;
        y[scenarios - 1 - j] = -q;
      }
      return y; // the middle of an odd sample is 0
    }
  }
}
