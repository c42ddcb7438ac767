package org.crosswind.job.bootstrap;

import java.util.BitSet;
import java.util.List;
import org.crosswind.calc.stats.BootstrapCalculator;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.engine.AtomFunction;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.Shared;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * One task: computes its blocks of replicates. A group whose blocks are all here is finished here,
 * so that its replicates do not travel and only one group's are held at a time.
 */
final class BootstrapTask implements MoleculeFunction<BootstrapAtom, BlockResult> {
  private static final long serialVersionUID = 1L;

  private final Shared<BootstrapShared> shared;

  BootstrapTask(Shared<BootstrapShared> shared) {
    this.shared = shared;
  }

  @Override
  public List<Outcome<BlockResult>> apply(Molecule<BootstrapAtom> molecule) throws Exception {
    BootstrapShared run = shared.value();
    BitSet whole = new BitSet();
    BitSet begun = new BitSet();
    for (Atom<BootstrapAtom> atom : molecule.atoms()) {
      BootstrapAtom block = atom.input();
      if (block.first() == 0) {
        begun.set(block.group());
      }
      if (begun.get(block.group()) && block.first() + block.count() == run.spec().replicates()) {
        whole.set(block.group());
      }
    }
    Blocks blocks = new Blocks(run, whole);
    AtomFunction.Label<BootstrapAtom> label =
        block -> "group " + run.groups().get(block.group()).id() + ", replicate " + block.first();
    return AtomFunctions.perAtom(blocks::compute, label, OnFailure.CONTINUE).apply(molecule);
  }

  /** The work of one molecule. */
  private static final class Blocks {
    private final BootstrapShared run;
    private final BitSet whole;
    private final BootstrapCalculator calculator;
    private ReplicateBuffer buffer;

    Blocks(BootstrapShared run, BitSet whole) {
      this.run = run;
      this.whole = whole;
      this.calculator = new BootstrapCalculator(run.spec(), run.kernels());
    }

    BlockResult compute(BootstrapAtom block) {
      GroupSample group = run.groups().get(block.group());
      double[] replicates = calculator.replicates(group, block.first(), block.count());
      if (!whole.get(block.group())) {
        return new BlockResult(replicates, null);
      }
      int count = run.spec().replicates();
      if (block.first() == 0) {
        buffer = new ReplicateBuffer(run.spec().statistics().size(), count);
      }
      buffer.put(block, replicates);
      if (block.first() + block.count() < count) {
        return BlockResult.KEPT;
      }
      if (!buffer.isFull()) { // an earlier block has failed and said why
        throw FailureException.of(
            FailureReason.INTERNAL, "group " + group.id(), "an earlier block has failed");
      }
      return new BlockResult(
          BlockResult.KEPT.replicates(),
          GroupFigures.of(calculator, group, buffer.values(), count));
    }
  }
}
