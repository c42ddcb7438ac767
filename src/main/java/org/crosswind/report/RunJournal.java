package org.crosswind.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.report.PartLedger.Part;

/**
 * What a run has finished so far, in a hidden folder {@code _journal} of the run's own folder:
 *
 * <ul>
 *   <li>{@code plan.json}: what the run is, written and synced before anything is computed;
 *   <li>{@code STAGE.json}: how the work of a stage is cut;
 *   <li>{@code STAGE-00017.done}: a molecule is finished. Written by its task when its part files
 *       are complete and have their names; holds their sizes and checksums and the outcomes that
 *       the driver folds, and ends with a checksum of itself.
 * </ul>
 *
 * <p>A record is believed only as far as its checksums go: what a power cut or a full disk has
 * taken from a record or from a part file is noticed when the run is resumed, and that molecule is
 * computed again. So nothing but the plan needs to be synced while the run goes on. Records are
 * small files with a name of their own, since HDFS has no cheap append by many writers, and since a
 * retry or a speculative twin then writes the same file, of which one stays.
 */
public final class RunJournal {
  /** The name of the folder; readers of tables pass over it. */
  public static final String FOLDER = "_journal";

  private static final String PLAN = "plan.json";
  private static final String LINEAGE = "lineage";
  private static final int MAGIC = 0x43574a31; // CWJ1
  private static final Pattern RECORD =
      Pattern.compile("(?<stage>[a-z][a-z0-9]*)-(?<molecule>\\d+)\\.done");

  /** Stands in a record for the token of the opening, which a resumed run replaces by its own. */
  private static final String TOKEN = "\u0001";

  private final RunStorage storage;
  private final Path folder;
  private final String token;

  RunJournal(RunStorage storage, Path run, String token) {
    this.storage = storage;
    this.folder = new Path(run, FOLDER);
    this.token = token;
  }

  /**
   * A finished molecule.
   *
   * @param number its number in the plan
   * @param parts the files that it left
   * @param outcomes what the driver folds, in the encoding of the job
   */
  public record Finished(int number, List<Part> parts, byte[] outcomes) {
    /** Copies the list, not the array. */
    public Finished {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Where and under which name tasks record what they have finished; travels to them.
   *
   * @param folder of the journal
   * @param token of this opening of the run
   * @param stage of the run
   */
  public record Address(String folder, String token, String stage) implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Records a finished molecule. Called when all its parts are complete.
     *
     * @throws IOException when the file system refuses, or the run is over
     */
    public void record(Configuration conf, Finished finished) throws IOException {
      byte[] bytes = bytes(finished, token);
      PartFile.write(
          conf,
          new Path(folder),
          recordName(stage, finished.number()),
          (fs, file) -> {
            try (OutputStream out = RunStorage.newFile(fs, file)) {
              out.write(bytes);
            }
          });
    }
  }

  Path folder() {
    return folder;
  }

  /** Where tasks of a stage record. */
  public Address address(String stage) {
    return new Address(folder.toString(), token, stage);
  }

  /** Writes the plan, which makes the run one that can be resumed. */
  public void begin(RunPlan plan) throws IOException {
    storage.makeFolder(folder);
    Path file = new Path(folder, PLAN);
    Path written = new Path(folder, "." + PLAN);
    storage.write(written, RunPlan.json(plan));
    storage.persist(written);
    storage.replace(written, file);
    storage.persistName(file);
    storage.persistName(folder);
  }

  /** The plan, unless the run has none or it cannot be read. */
  public Optional<RunPlan> plan() throws IOException {
    return read(PLAN, RunPlan.class);
  }

  /** Writes how the work of a stage is cut. */
  public void stage(String name, RunPlan.Stage stage) throws IOException {
    storage.write(new Path(folder, name + ".json"), RunPlan.json(stage));
  }

  /** How the work of a stage is cut; empty when the stage was not begun. */
  public Optional<RunPlan.Stage> stage(String name) throws IOException {
    return read(name + ".json", RunPlan.Stage.class);
  }

  /** All numbers that were settled. */
  public Map<String, Long> numbers() throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    plan().ifPresent(plan -> numbers.putAll(plan.numbers()));
    for (FileStatus file : files()) {
      String name = file.getPath().getName();
      if (name.endsWith(".json") && !name.equals(PLAN) && !name.startsWith(".")) {
        read(name, RunPlan.Stage.class).ifPresent(stage -> numbers.putAll(stage.numbers()));
      }
    }
    return numbers;
  }

  private <V> Optional<V> read(String name, Class<V> type) throws IOException {
    try {
      return Optional.of(RunPlan.read(storage.read(new Path(folder, name)), type));
    } catch (FileNotFoundException | com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty(); // cut off by a power cut: as if never written
    }
  }

  /** The tokens of earlier openings of this run, the oldest first. */
  List<String> lineage() throws IOException {
    try {
      return storage.read(new Path(folder, LINEAGE)).lines().distinct().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Adds this opening to the lineage. */
  void descend() throws IOException {
    List<String> tokens = new ArrayList<>(lineage());
    tokens.remove(token);
    tokens.add(token);
    Path written = new Path(folder, "." + LINEAGE);
    storage.write(written, String.join("\n", tokens).getBytes(StandardCharsets.UTF_8));
    storage.replace(written, new Path(folder, LINEAGE));
  }

  /** How many records there are, believed or not. */
  public int count() throws IOException {
    int count = 0;
    for (FileStatus file : files()) {
      if (RECORD.matcher(file.getPath().getName()).matches()) {
        count++;
      }
    }
    return count;
  }

  /** How many molecules all stages have that were begun. */
  public int planned() throws IOException {
    int planned = 0;
    for (FileStatus file : files()) {
      String name = file.getPath().getName();
      if (name.endsWith(".json") && !name.equals(PLAN) && !name.startsWith(".")) {
        planned += read(name, RunPlan.Stage.class).map(RunPlan.Stage::molecules).orElse(0);
      }
    }
    return planned;
  }

  /** The records of a stage that are whole, by number; what their parts are is not looked at. */
  public List<Finished> finished(String stage) throws IOException {
    List<Finished> all = new ArrayList<>();
    for (FileStatus file : files()) {
      Matcher name = RECORD.matcher(file.getPath().getName());
      if (name.matches() && name.group("stage").equals(stage)) {
        read(file).ifPresent(all::add);
      }
    }
    all.sort(Comparator.comparingInt(Finished::number));
    return all;
  }

  /**
   * Forgets molecules and removes what they left, so that they are computed again. Called when they
   * are known not to be whole; the others stay as they are.
   */
  public void forget(String stage, List<Finished> molecules) throws IOException {
    for (Finished molecule : molecules) {
      storage.delete(new Path(folder, recordName(stage, molecule.number())));
      for (Part part : molecule.parts()) {
        storage.delete(new Path(part.path()));
      }
    }
  }

  /**
   * Looks whether the parts of molecules are there as they were left: their sizes and checksums.
   *
   * @return those that are not
   */
  public List<Finished> damaged(List<Finished> molecules) throws IOException {
    try {
      return molecules.parallelStream()
          .filter(
              molecule -> {
                try {
                  for (Part part : molecule.parts()) {
                    if (!part.isWhole(storage.fileSystem())) {
                      return true;
                    }
                  }
                  return false;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The files that records of any stage name. */
  Set<Path> parts() throws IOException {
    Set<Path> parts = new HashSet<>();
    for (FileStatus file : files()) {
      Matcher name = RECORD.matcher(file.getPath().getName());
      if (name.matches()) {
        read(file).ifPresent(done -> done.parts().forEach(p -> parts.add(new Path(p.path()))));
      }
    }
    return parts;
  }

  private Optional<Finished> read(FileStatus file) throws IOException {
    try (InputStream in = storage.fileSystem().open(file.getPath())) {
      return parse(in.readAllBytes(), token);
    }
  }

  private List<FileStatus> files() throws IOException {
    return storage.exists(folder) ? storage.list(folder) : List.of();
  }

  private static String recordName(String stage, int molecule) {
    return String.format(Locale.ROOT, "%s-%05d.done", stage, molecule);
  }

  static byte[] bytes(Finished finished, String token) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(finished.number());
    out.writeInt(finished.parts().size());
    for (Part part : finished.parts()) {
      out.writeUTF(part.path().replace(token, TOKEN));
      out.writeLong(part.bytes());
      out.writeInt(part.crc32c());
    }
    out.writeInt(finished.outcomes().length);
    out.write(finished.outcomes());
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteArray());
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }

  /** Empty for a record that is cut off or damaged. */
  static Optional<Finished> parse(byte[] bytes, String token) throws IOException {
    int body = bytes.length - Integer.BYTES;
    if (body < 4 * Integer.BYTES) {
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, body);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, body, Integer.BYTES));
    if (in.readInt() != MAGIC || end.readInt() != (int) crc.getValue()) {
      return Optional.empty();
    }
    int number = in.readInt();
    List<Part> parts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      parts.add(new Part(in.readUTF().replace(TOKEN, token), in.readLong(), in.readInt()));
    }
    byte[] outcomes = new byte[in.readInt()];
    in.readFully(outcomes);
    return Optional.of(new Finished(number, parts, outcomes));
  }
}
