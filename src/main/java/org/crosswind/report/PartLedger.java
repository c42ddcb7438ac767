package org.crosswind.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Notes, with their checksums, the part files that this thread writes with {@link PartFile} between
 * opening and closing: a molecule's record in the journal says by them what it left behind.
 */
public final class PartLedger implements AutoCloseable {
  private static final ThreadLocal<PartLedger> CURRENT = new ThreadLocal<>();
  private static final int BUFFER = 1 << 18;

  private final boolean replacing;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Path, Integer> checksums = new HashMap<>();

  /**
   * A file as its writer left it.
   *
   * @param path the full path with its scheme
   * @param bytes its size
   * @param crc32c Castagnoli's checksum of its content
   */
  public record Part(String path, long bytes, int crc32c) {
    /** Whether the file is there as it was left. */
    boolean isWhole(FileSystem fs) throws IOException {
      Path file = new Path(path);
      return fs.exists(file)
          && fs.getFileStatus(file).getLen() == bytes
          && checksum(fs, file) == crc32c;
    }
  }

  private PartLedger(boolean replacing) {
    this.replacing = replacing;
  }

  /** Opens the ledger of this thread. */
  public static PartLedger open() {
    return open(false);
  }

  /**
   * Opens the ledger of this thread.
   *
   * @param replacing whether parts replace those of an earlier attempt, which was of more inputs;
   *     otherwise the first attempt's stay, since those of all attempts are alike
   */
  public static PartLedger open(boolean replacing) {
    PartLedger ledger = new PartLedger(replacing);
    CURRENT.set(ledger);
    return ledger;
  }

  /** Whether parts that are written on this thread replace older ones. */
  static boolean isReplacing() {
    PartLedger ledger = CURRENT.get();
    return ledger != null && ledger.replacing;
  }

  /** What was written so far, in the order of completion. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /**
   * Spares reading a file again: whoever writes it through a {@link
   * java.util.zip.CheckedOutputStream} tells its checksum when it is complete.
   *
   * @param attempt the path that {@link PartFile.Body} was given
   * @param crc the value of a {@link CRC32C} of all bytes
   */
  public static void tell(Path attempt, CRC32C crc) {
    PartLedger ledger = CURRENT.get();
    if (ledger != null) {
      ledger.checksums.put(attempt, (int) crc.getValue());
    }
  }

  /** Notes a file that is complete but not yet renamed. */
  static void note(FileSystem fs, Path attempt, Path target) throws IOException {
    PartLedger ledger = CURRENT.get();
    if (ledger != null) {
      Integer known = ledger.checksums.remove(attempt);
      ledger.parts.add(
          new Part(
              target.toString(),
              fs.getFileStatus(attempt).getLen(),
              known == null ? checksum(fs, attempt) : known));
    }
  }

  private static int checksum(FileSystem fs, Path file) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = fs.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
