package org.crosswind.job;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.cube.CubeReference.Kind;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.XvaConfig;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.plan.Atom;

/** Everything that would fail in a night, found without computing, and the memory it needs. */
final class XvaCheck {
  /** Cubes without an index: of so many of the largest files the shape is looked up. */
  private static final int LOOKED_AT = 3;

  private final XvaConfig config;
  private final BootstrapSettings bootstrap;
  private final boolean readCubes;
  private int nettingSets;
  private int computable;
  private double cells;
  private boolean text;
  private long scenarios;
  private long tenors;

  XvaCheck(XvaConfig config, BootstrapSettings bootstrap, boolean readCubes) {
    this.config = config;
    this.bootstrap = bootstrap;
    this.readCubes = readCubes;
  }

  /** How many netting sets were looked at. */
  int nettingSets() {
    return nettingSets;
  }

  /** Memory for the sets that can be computed; empty when there are none. */
  Optional<MemoryNeed> memory() {
    return scenarios == 0
        ? Optional.empty()
        : Optional.of(
            MemoryNeed.xva(
                computable,
                config.models().size(),
                scenarios,
                tenors,
                text,
                cells,
                bootstrap.replicates()));
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
      List<CubeReference> unknown = new ArrayList<>();
      for (Atom<XvaAtom> atom : work.atoms()) {
        if (check(storage, sets, atom.input(), problems)) {
          computable++;
          CubeReference cube = atom.input().cube();
          cells += cube.cells();
          shape(cube.scenarios(), cube.tenors(), isText(cube));
          if (cube.scenarios() == 0 && !readCubes) {
            unknown.add(cube);
          }
        }
      }
      shapes(unknown, sets);
    }
    problems.forEach(problem -> out.println(problem.oneLine()));
    if (nettingSets == 0) {
      out.println(Storage.name(inputs.book().file()) + ": the book has no rows");
      return problems.size() + 1;
    }
    return problems.size();
  }

  /** Whether the set can be computed as far as one can see. */
  private boolean check(Storage storage, XvaSet sets, XvaAtom atom, List<Failure> problems) {
    try {
      sets.checkCurves(atom.row());
      if (readCubes) {
        ExposureCube cube = sets.check(atom);
        shape(cube.scenarios(), cube.tenors(), isText(atom.cube()));
      } else {
        storage.status(Storage.path(atom.cube().path()));
      }
      return true;
    } catch (FailureException e) {
      problems.add(e.failure());
      return false;
    }
  }

  /** Reads the largest of the files that only tell their shape when they are read. */
  private void shapes(List<CubeReference> unknown, XvaSet sets) {
    unknown.sort(Comparator.comparingLong(CubeReference::length).reversed());
    for (CubeReference reference : unknown.subList(0, Math.min(LOOKED_AT, unknown.size()))) {
      try {
        ExposureCube cube = sets.cube(reference);
        shape(cube.scenarios(), cube.tenors(), isText(reference));
      } catch (FailureException e) {
        // What is wrong with a cube is only told when all are read: --cubes.
        shape(reference.cells(), 1, isText(reference));
      }
    }
  }

  /** Whether the cube is text; what a file is that a row of the book names is seen too late. */
  private static boolean isText(CubeReference cube) {
    return cube.kind() != Kind.STORE && cube.kind() != Kind.PARQUET;
  }

  /** Keeps the shape that needs most memory. */
  private void shape(long foundScenarios, long foundTenors, boolean foundText) {
    if (MemoryNeed.cube(foundScenarios, foundTenors, foundText)
        > MemoryNeed.cube(scenarios, tenors, text)) {
      text = foundText;
      scenarios = foundScenarios;
      tenors = foundTenors;
    }
  }
}
