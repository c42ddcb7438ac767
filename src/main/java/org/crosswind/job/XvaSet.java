package org.crosswind.job;

import java.io.Closeable;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.crosswind.calc.xva.XvaBootstrap;
import org.crosswind.calc.xva.XvaCalculator;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.format.cube.CubeReader;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.file.Storage;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Reads and computes netting sets, one after the other, in the same memory. One for a task. */
final class XvaSet implements Closeable {
  private final XvaShared run;
  private final XvaCalculator calculator;
  private final CubeBuffer buffer = new CubeBuffer();
  private final CubeReader cubes;
  private final XvaBootstrap bootstrap;

  XvaSet(XvaShared run, Storage storage) {
    this.run = run;
    this.calculator = new XvaCalculator(run.settings(), run.kernels().resolve());
    this.cubes = new CubeReader(storage);
    this.bootstrap =
        run.bootstrap().isOn()
            ? new XvaBootstrap(calculator, run.bootstrap(), RandomOps.of(run.kernels()))
            : null;
  }

  /** All figures of one netting set, and their replicates when the run resamples. */
  XvaEstimate compute(XvaAtom atom) {
    XvaResult result = calculator.calculate(request(atom));
    return new XvaEstimate(result, bootstrap == null ? null : bootstrap.resample(result));
  }

  /** Reads the cube and looks up the curves; checks all that can be checked before computing. */
  XvaRequest request(XvaAtom atom) {
    NettingSetRow row = atom.row();
    return new XvaRequest(
        row.id(),
        cube(atom.cube()),
        row.cubeValues(),
        credit(row),
        row.recovery(),
        discount(row),
        row.model().map(List::of).orElse(run.models()));
  }

  /** A disk that cannot be read in one place fails the sets that are there, not the night. */
  ExposureCube cube(CubeReference reference) {
    try {
      return cubes.read(reference, buffer);
    } catch (FSError e) { // Hadoop's, for a local read that goes wrong
      throw new FailureException(
          new Failure(
              FailureReason.IO,
              Storage.name(Storage.path(reference.path())),
              "could not read: " + e.getMessage()),
          e);
    }
  }

  /** Reads the cube and the curves at its tenors; refuses what {@link #compute} would. */
  ExposureCube check(XvaAtom atom) {
    XvaRequest request = request(atom);
    calculator.check(request);
    return request.cube();
  }

  /** Looks up the curves of a row. */
  void checkCurves(NettingSetRow row) {
    credit(row);
    discount(row);
  }

  private CreditCurve credit(NettingSetRow row) {
    return run.curves().creditCurve(row.creditCurve(), row.where());
  }

  private DiscountCurve discount(NettingSetRow row) {
    return row.hasDiscountCurve()
        ? run.curves().discountCurve(row.discountCurve(), row.where())
        : DiscountCurve.none();
  }

  @Override
  public void close() {
    cubes.close();
  }
}
