package org.crosswind.job.fm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartLedger.Part;
import org.crosswind.report.RunDirectory;
import org.crosswind.report.RunJournal.Finished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which recorded molecules of a run of the financial module count: those all of whose parts
 * are there as they were left, or are in the streams that they were joined to.
 */
final class FmResume {
  private static final Logger LOG = LoggerFactory.getLogger(FmResume.class);

  private final List<FmWork> works;
  private final RunDirectory directory;
  private List<Molecule<FmSlice>> plan = List.of();

  FmResume(List<FmWork> works, RunDirectory directory) {
    this.works = works;
    this.directory = directory;
  }

  /** Tells how the work is cut; before it is computed. */
  void plan(List<Molecule<FmSlice>> molecules) {
    plan = molecules;
  }

  /** The records that count; what the others left is removed. */
  List<Finished> adopt(String stage, List<Finished> records) throws IOException {
    Map<String, Part> parts = new HashMap<>();
    for (Finished record : records) {
      record.parts().forEach(part -> parts.put(part.path(), part));
    }
    for (FmWork work : works) {
      work.restore(moleculesOf(work), parts);
    }
    Map<Integer, Finished> byNumber = new HashMap<>();
    List<Finished> toLookAt = new ArrayList<>();
    for (Finished record : records) {
      byNumber.put(record.number(), record);
      List<Part> inPlace =
          record.parts().stream().filter(part -> !isInAnOutput(record.number(), part)).toList();
      toLookAt.add(new Finished(record.number(), inPlace, record.outcomes()));
    }
    List<Finished> damaged = new ArrayList<>();
    for (Finished record : directory.journal().damaged(toLookAt)) {
      damaged.add(byNumber.get(record.number()));
    }
    if (!damaged.isEmpty()) {
      LOG.warn(
          "{} recorded molecules are damaged or gone; they are computed again", damaged.size());
      directory.journal().forget(stage, damaged);
    }
    List<Finished> whole = new ArrayList<>(records);
    whole.removeAll(damaged);
    sweep(whole);
    return whole;
  }

  /**
   * Removes parts that no record names: a death, or a power cut, may have come between a part and
   * its record, so nobody knows whether such a part is whole. It is written again, and whoever
   * writes a part takes one that is there for a twin's.
   */
  private void sweep(List<Finished> whole) {
    Set<String> known = new HashSet<>();
    whole.forEach(record -> record.parts().forEach(part -> known.add(part.path())));
    works.forEach(work -> work.sweep(known));
  }

  private boolean isInAnOutput(int molecule, Part part) {
    return works.stream().anyMatch(work -> work.has(molecule, part.path()));
  }

  private List<Integer> moleculesOf(FmWork work) {
    Set<Integer> numbers = new LinkedHashSet<>();
    for (Molecule<FmSlice> molecule : plan) {
      for (Atom<FmSlice> atom : molecule.atoms()) {
        if (atom.input().analysis() == work.number()) {
          numbers.add(molecule.number());
        }
      }
    }
    return new ArrayList<>(numbers);
  }
}
