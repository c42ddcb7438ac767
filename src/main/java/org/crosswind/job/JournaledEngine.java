package org.crosswind.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosswind.engine.DelegatingEngine;
import org.crosswind.engine.Delivery;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.OutcomeCodec;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.RunDirectory;
import org.crosswind.report.RunJournal;
import org.crosswind.report.RunPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine whose runs are recorded in the journal of a {@link JobRun}. Each call is a stage; its
 * molecules that are recorded are handed over first, in the order of their numbers, and the engine
 * behind computes the others.
 */
final class JournaledEngine extends DelegatingEngine {
  private static final Logger LOG = LoggerFactory.getLogger(JournaledEngine.class);

  private final OutcomeCodec codec;
  private final RunDirectory directory;
  private final JobRun.Adoption adoption;
  private final int parallelism;
  private final Map<String, Long> numbers;
  private final Map<String, String> hadoop;
  private int stages;

  /**
   * A journaled engine.
   *
   * @param parallelism of the engine with which the run began
   * @param numbers what has been settled; read when a stage begins
   */
  JournaledEngine(
      Engine engine,
      OutcomeCodec codec,
      RunDirectory directory,
      JobRun.Adoption adoption,
      int parallelism,
      Map<String, Long> numbers,
      Map<String, String> hadoop) {
    super(engine);
    this.codec = codec;
    this.directory = directory;
    this.adoption = adoption;
    this.parallelism = parallelism;
    this.numbers = numbers;
    this.hadoop = hadoop;
  }

  @Override
  public <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    String stage = "stage" + ++stages;
    Map<Integer, List<Outcome<R>>> recorded = recorded(stage, molecules);
    List<Molecule<T>> missing = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (Molecule<T> molecule : molecules) {
      List<Outcome<R>> outcomes = recorded.remove(molecule.number());
      if (outcomes == null) {
        missing.add(new Molecule<>(missing.size(), molecule.atoms()));
        places.add(molecule.number());
      } else {
        finished.finished(molecule, outcomes);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    int[] planned = places.stream().mapToInt(Integer::intValue).toArray();
    behind()
        .runAsCompleted(
            description,
            missing,
            new JournaledFunction<>(
                function, planned, directory.journal().address(stage), codec, hadoop),
            progress,
            (molecule, outcomes) ->
                finished.finished(molecules.get(planned[molecule.number()]), outcomes));
  }

  /** The outcomes of the recorded molecules, by number. */
  private <T, R> Map<Integer, List<Outcome<R>>> recorded(
      String stage, List<Molecule<T>> molecules) {
    RunPlan.Stage now =
        new RunPlan.Stage(
            molecules.size(),
            molecules.stream().mapToLong(molecule -> molecule.atoms().size()).sum(),
            digest(molecules),
            numbers);
    Map<Integer, List<Outcome<R>>> outcomes = new HashMap<>();
    try {
      RunJournal journal = directory.journal();
      Optional<RunPlan.Stage> then = journal.stage(stage);
      if (then.isEmpty()) {
        // Records without a stage are of one whose file a power cut has taken.
        journal.forget(stage, journal.finished(stage));
        if (directory.isResumed()) {
          adoption.adopt(stage, List.of()); // what is there without a record must go
        }
        journal.stage(stage, now);
        return outcomes;
      }
      requireSame(then.get(), now);
      for (RunJournal.Finished record : adoption.adopt(stage, journal.finished(stage))) {
        List<Outcome<R>> read = codec.decode(record.outcomes());
        String problem = Delivery.problemWith(molecules.get(record.number()), read);
        if (problem != null) {
          throw new EngineException("a record of the journal is of another plan: " + problem);
        }
        outcomes.put(record.number(), read);
      }
    } catch (IOException e) {
      throw Storage.failure(directory.path(), "use the journal of", e);
    }
    LOG.warn(
        "resumed: {} of {} molecules were recorded, {} are computed",
        outcomes.size(),
        molecules.size(),
        molecules.size() - outcomes.size());
    return outcomes;
  }

  private void requireSame(RunPlan.Stage then, RunPlan.Stage now) {
    if (!then.sha256().equals(now.sha256())) {
      throw FailureException.of(
          FailureReason.INVALID,
          directory.publishedPath().toString(),
          "the unfinished run cannot be resumed: its work was cut into "
              + then.molecules()
              + " molecules of "
              + then.atoms()
              + " atoms, now into "
              + now.molecules()
              + " of "
              + now.atoms()
              + "; --replace begins anew");
    }
  }

  private static <T> String digest(List<Molecule<T>> molecules) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Molecule<T> molecule : molecules) {
        StringBuilder text = new StringBuilder().append(molecule.number());
        for (Atom<T> atom : molecule.atoms()) {
          text.append(' ').append(atom.index()).append(':').append(atom.cost());
        }
        digest.update(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int parallelism() {
    return parallelism;
  }
}
