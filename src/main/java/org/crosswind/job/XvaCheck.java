package org.crosswind.job;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.XvaConfig;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.plan.Atom;

/** Everything that would fail in a night, found without computing. */
final class XvaCheck {
  private final XvaConfig config;
  private final boolean readCubes;
  private int nettingSets;

  XvaCheck(XvaConfig config, boolean readCubes) {
    this.config = config;
    this.readCubes = readCubes;
  }

  /** How many netting sets were looked at. */
  int nettingSets() {
    return nettingSets;
  }

  /**
   * Prints each problem as a line.
   *
   * @return how many there are
   * @throws FailureException when book, curves or store cannot be read at all
   */
  int run(PrintStream out) {
    Storage storage = new Storage(new Configuration());
    XvaInputs inputs = XvaInputs.read(config, storage);
    nettingSets = inputs.book().size();
    List<Failure> problems = new ArrayList<>(inputs.curves().badRows());
    XvaInputs.Work work = inputs.work(storage);
    work.failures().stream().map(Failed::failure).forEach(problems::add);
    XvaShared shared =
        new XvaShared(
            inputs.curves(),
            config.models(),
            config.settings(),
            BootstrapSettings.none(),
            KernelVariant.SCALAR,
            "",
            "",
            HadoopSettings.NONE);
    try (XvaSet sets = new XvaSet(shared, storage)) {
      for (Atom<XvaAtom> atom : work.atoms()) {
        check(storage, sets, atom.input(), problems);
      }
    }
    problems.forEach(problem -> out.println(problem.oneLine()));
    if (nettingSets == 0) {
      out.println(Storage.name(inputs.book().file()) + ": the book has no rows");
      return problems.size() + 1;
    }
    return problems.size();
  }

  private void check(Storage storage, XvaSet sets, XvaAtom atom, List<Failure> problems) {
    try {
      sets.checkCurves(atom.row());
      if (readCubes) {
        sets.check(atom);
      } else {
        storage.status(Storage.path(atom.cube().path()));
      }
    } catch (FailureException e) {
      problems.add(e.failure());
    }
  }
}
