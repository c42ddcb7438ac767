package org.crosswind.engine.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;

/**
 * A molecule on its way to an executor.
 *
 * <p>Arrays are shared with the caller: this class lives for one transfer.
 */
final class MoleculeBatch implements Serializable {
  private static final long serialVersionUID = 1L;

  final int number;
  final int[] indexes;
  final long[] costs;
  final Object[] inputs;

  MoleculeBatch(int number, int[] indexes, long[] costs, Object[] inputs) {
    this.number = number;
    this.indexes = indexes;
    this.costs = costs;
    this.inputs = inputs;
  }

  static MoleculeBatch pack(Molecule<?> molecule, PayloadEncoding encoding) {
    int n = molecule.atoms().size();
    int[] indexes = new int[n];
    long[] costs = new long[n];
    Object[] inputs = new Object[n];
    for (int i = 0; i < n; i++) {
      Atom<?> atom = molecule.atoms().get(i);
      indexes[i] = atom.index();
      costs[i] = atom.cost();
      inputs[i] = encoding.wrap(atom.input(), "the input of atom " + atom.index());
    }
    return new MoleculeBatch(molecule.number(), indexes, costs, inputs);
  }

  <T> Molecule<T> unpack(PayloadEncoding encoding) {
    List<Atom<T>> atoms = new ArrayList<>(indexes.length);
    for (int i = 0; i < indexes.length; i++) {
      T input = encoding.unwrap(inputs[i], "the input of atom " + indexes[i]);
      atoms.add(new Atom<>(indexes[i], costs[i], input));
    }
    return new Molecule<>(number, atoms);
  }
}
