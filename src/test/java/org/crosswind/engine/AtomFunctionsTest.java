package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;

class AtomFunctionsTest {
  private static final Failure BAD_CURVE =
      new Failure(FailureReason.UNKNOWN_REFERENCE, "book.csv:7", "curve X is not known");

  @Test
  void anExpectedFailureIsTheOutcomeAndTheRestGoesOn() throws Exception {
    MoleculeFunction<Integer, Integer> function =
        AtomFunctions.perAtom(
            i -> {
              if (i == 1) {
                throw new FailureException(BAD_CURVE);
              }
              return 10 * i;
            });
    assertThat(function.apply(molecule(3)))
        .isEqualTo(List.of(new Done<>(0, 0), new Failed<>(1, BAD_CURVE), new Done<>(2, 20)));
  }

  @Test
  void anUnexpectedExceptionIsInternalWithClassMessageAndPlace() throws Exception {
    MoleculeFunction<Integer, Integer> function = AtomFunctions.perAtom(i -> 7 / i);
    Outcome<Integer> first = function.apply(molecule(2)).get(0);
    assertThat(first).isInstanceOf(Failed.class);
    Failure failure = ((Failed<Integer>) first).failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.INTERNAL);
    assertThat(failure.where()).isEqualTo("atom 0");
    assertThat(failure.message())
        .startsWith("java.lang.ArithmeticException: / by zero (org.crosswind.engine.AtomFunctions")
        .contains("AtomFunctionsTest.java:");
  }

  @Test
  void aLabelSaysWhereAnUnexpectedExceptionCameFrom() throws Exception {
    MoleculeFunction<Integer, Integer> function =
        AtomFunctions.perAtom(
            i -> {
              throw new FileNotFoundException("cube.bin");
            },
            i -> "netting set NS-" + i,
            OnFailure.CONTINUE);
    Failed<Integer> failed = (Failed<Integer>) function.apply(molecule(1)).get(0);
    assertThat(failed.failure().where()).isEqualTo("netting set NS-0");
    assertThat(failed.failure().message()).startsWith("java.io.FileNotFoundException: cube.bin (");
  }

  @Test
  void stoppingOnFailureNamesTheAtom() {
    MoleculeFunction<Integer, Integer> function =
        AtomFunctions.perAtom(
            i -> {
              if (i == 1) {
                throw new FailureException(BAD_CURVE);
              }
              return i;
            },
            i -> "unused",
            OnFailure.STOP);
    assertThatThrownBy(() -> function.apply(molecule(3)))
        .isInstanceOf(AtomFailedException.class)
        .hasMessage("atom 1 failed: book.csv:7: curve X is not known [UNKNOWN_REFERENCE]");
  }

  @Test
  void anErrorIsNoFailureOfAnAtom() {
    MoleculeFunction<Integer, Integer> function =
        AtomFunctions.perAtom(
            i -> {
              throw new StackOverflowError();
            });
    assertThatThrownBy(() -> function.apply(molecule(1))).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void cancellationIsNoFailureOfAnAtom() {
    assertThatThrownBy(() -> throwing(new InterruptedException()).apply(molecule(1)))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> throwing(new InterruptedIOException()).apply(molecule(1)))
        .isInstanceOf(InterruptedIOException.class);
    FailureException wrapped = new FailureException(BAD_CURVE, new InterruptedException());
    assertThatThrownBy(() -> throwing(wrapped).apply(molecule(1))).isSameAs(wrapped);
    MoleculeFunction<Integer, Integer> fine = AtomFunctions.perAtom(i -> i);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> fine.apply(molecule(1))).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aSlowServerIsNoCancellation() throws Exception {
    assertThat(throwing(new SocketTimeoutException("datanode")).apply(molecule(1)).get(0))
        .isInstanceOf(Failed.class);
  }

  @Test
  void eachMoleculeHasItsOwnFunctionWhichIsClosedAtTheEnd() throws Exception {
    List<String> events = new ArrayList<>();
    class Scratch implements AtomFunction<Integer, Integer>, AutoCloseable {
      private static final long serialVersionUID = 1L;

      @Override
      public Integer apply(Integer input) {
        events.add("atom " + input);
        return input;
      }

      @Override
      public void close() {
        events.add("closed");
      }
    }
    MoleculeFunction<Integer, Integer> function =
        AtomFunctions.perMolecule(
            () -> {
              events.add("created");
              return new Scratch();
            },
            i -> "atom",
            OnFailure.CONTINUE);
    function.apply(molecule(2));
    function.apply(molecule(1));
    assertThat(events)
        .containsExactly("created", "atom 0", "atom 1", "closed", "created", "atom 0", "closed");
  }

  private static MoleculeFunction<Integer, Integer> throwing(Exception exception) {
    return AtomFunctions.perAtom(
        i -> {
          throw exception;
        });
  }

  private static Molecule<Integer> molecule(int atoms) {
    return new Molecule<>(0, IntStream.range(0, atoms).mapToObj(i -> new Atom<>(i, 1, i)).toList());
  }
}
