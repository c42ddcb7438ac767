package org.crosswind.engine.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.crosswind.engine.AtomFailedException;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.Delivery;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeText;
import org.crosswind.engine.StopSignal;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What a Spark task does: the molecule of its partition. */
final class MoleculeTask<T, R> extends AbstractFunction1<Iterator<Object>, Object>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final MoleculeFunction<T, R> function;
  private final PayloadEncoding encoding;

  MoleculeTask(MoleculeFunction<T, R> function, PayloadEncoding encoding) {
    this.function = function;
    this.encoding = encoding;
  }

  @Override
  public Object apply(Iterator<Object> partition) {
    return encoding.seal(outcomes(encoding.open(partition.next())));
  }

  private OutcomeBatch outcomes(MoleculeBatch batch) {
    Molecule<T> molecule = batch.unpack(encoding);
    TaskContext task = TaskContext.get();
    List<Outcome<R>> outcomes;
    CurrentMolecule current = new CurrentMolecule();
    try (StopSignal.Installed signal = StopSignal.install(task::isInterrupted);
        CurrentMolecule.Entered entered = current.enter()) {
      outcomes = function.apply(molecule);
    } catch (AtomFailedException e) {
      return OutcomeBatch.stop(
          molecule.number(), MoleculeText.of(molecule) + ": " + e.getMessage());
    } catch (Exception e) {
      throw MoleculeTask.<RuntimeException>unchanged(e);
    } finally {
      // So that Spark's pages and event logs show them; Spark itself only counts its own readers.
      task.taskMetrics().inputMetrics().incBytesRead(current.bytesRead());
      task.taskMetrics().outputMetrics().setBytesWritten(current.bytesWritten());
    }
    String problem = Delivery.problemWith(molecule, outcomes);
    return problem == null
        ? OutcomeBatch.pack(molecule.number(), outcomes, encoding)
        : OutcomeBatch.stop(molecule.number(), problem);
  }

  // Spark's function type declares no checked exceptions but reports any; a wrapper would only hide
  // the class that an operator wants to see.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E unchanged(Exception e) throws E {
    throw (E) e;
  }
}
