package org.crosswind.job.config;

import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ScenarioResampling;

/** The keys under {@code crosswind.bootstrap}. */
final class BootstrapKeys {
  private BootstrapKeys() {}

  static BootstrapSettings read(Keys keys) {
    int replicates =
        keys.count("crosswind.bootstrap.replicates", 0, BootstrapSettings.MOST_REPLICATES);
    if (replicates == 1) {
      keys.problem("crosswind.bootstrap.replicates", "0 for none, or at least 2");
      replicates = 0;
    }
    double confidence = keys.number("crosswind.bootstrap.confidence", 0, 1);
    if (!(confidence > 0 && confidence < 1)) {
      if (confidence == 0 || confidence == 1) {
        keys.problem("crosswind.bootstrap.confidence", "a number above 0 and below 1");
      }
      confidence = BootstrapSettings.none().confidence(); // reported already
    }
    return new BootstrapSettings(
        replicates,
        confidence,
        keys.choice("crosswind.bootstrap.method", IntervalMethod.class),
        keys.choice("crosswind.bootstrap.resampling", ScenarioResampling.class),
        keys.whole("crosswind.bootstrap.seed"),
        keys.flag("crosswind.bootstrap.shared-scenarios"));
  }
}
