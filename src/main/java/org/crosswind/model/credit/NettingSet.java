package org.crosswind.model.credit;

import java.util.Objects;

/**
 * Trades that net against each other at default.
 *
 * @param name its name; several sets of a counterparty may share it
 * @param cube its simulated values
 */
public record NettingSet(String name, ExposureCube cube) {
  /** Checks that nothing is null. */
  public NettingSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cube, "cube");
  }
}
