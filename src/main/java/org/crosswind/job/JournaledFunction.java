package org.crosswind.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.Delivery;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.spark.OutcomeCodec;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartLedger;
import org.crosswind.report.RunJournal;

/**
 * A molecule function that records what it has finished, unless inputs were left out because they
 * hang: those are tried again when the run is resumed. The engine numbers the molecules that are
 * still to be computed from 0; the function sees each with its number in the plan, from which part
 * files have their names.
 */
final class JournaledFunction<T, R> implements MoleculeFunction<T, R> {
  private static final long serialVersionUID = 1L;

  private final MoleculeFunction<T, R> function;
  private final int[] numbers;
  private final RunJournal.Address journal;
  private final OutcomeCodec codec;
  private final HashMap<String, String> hadoop;

  JournaledFunction(
      MoleculeFunction<T, R> function,
      int[] numbers,
      RunJournal.Address journal,
      OutcomeCodec codec,
      Map<String, String> hadoop) {
    this.function = function;
    this.numbers = numbers.clone();
    this.journal = journal;
    this.codec = codec;
    this.hadoop = new HashMap<>(hadoop);
  }

  @Override
  public List<Outcome<R>> apply(Molecule<T> molecule) throws Exception {
    int number = numbers[molecule.number()];
    Molecule<T> planned = new Molecule<>(number, molecule.atoms());
    List<Outcome<R>> outcomes;
    List<PartLedger.Part> parts;
    CurrentMolecule current = CurrentMolecule.get();
    boolean lessThanAll = current != null && current.hasGivenUp();
    try (PartLedger ledger = PartLedger.open(lessThanAll)) {
      outcomes = function.apply(planned);
      parts = new ArrayList<>(ledger.parts());
    }
    // What has hung may not hang again: a resumed run computes the molecule anew.
    if (!lessThanAll
        && Delivery.problemWith(planned, outcomes) == null) { // otherwise the engine will complain
      if (current != null) {
        current.requireWanted();
      }
      journal.record(
          new HadoopSettings(hadoop).shared(),
          new RunJournal.Finished(number, parts, codec.encode(number, outcomes)));
    }
    return outcomes;
  }
}
