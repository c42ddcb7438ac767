package org.crosswind.format.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Roots;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.RecordLayout.Head;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;

/**
 * Reads cubes of one store by their index entries: positioned reads through one buffer, decoded in
 * bulk, checksum verified. What a record says of its size is compared with the index and with the
 * length of the file before memory is taken for it.
 *
 * <p>Keeps up to 16 files open; one instance for one task. Not thread-safe.
 */
public final class CubeStoreReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int MAX_OPEN = 16;

  private final Storage storage;
  private final Path folder;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private final Map<String, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private TenorGrid lastGrid;

  private record OpenFile(Path path, FSDataInputStream stream, long length) {}

  /**
   * A reader of the store in a folder; opens nothing yet.
   *
   * @param storage where files are
   * @param folder of the store
   */
  public CubeStoreReader(Storage storage, Path folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /**
   * Reads one cube.
   *
   * @param entry from the index of this store
   * @param target receives the values; the cube is valid until it is used again
   * @throws org.crosswind.model.run.FailureException naming file and offset when the record is
   *     truncated, damaged, or not what the index says
   */
  public ExposureCube read(CubeStoreEntry entry, CubeBuffer target) {
    OpenFile file = open(entry.file());
    String where = Storage.name(file.path()) + " offset " + entry.offset();
    checkEntry(where, entry, file.length());
    try {
      return read(where, entry, file.stream(), target);
    } catch (EOFException e) {
      throw RecordLayout.malformed(where, "is cut off, expected " + entry.length() + " bytes");
    } catch (IOException e) {
      throw Storage.failure(file.path(), "read", e);
    }
  }

  private static void checkEntry(String where, CubeStoreEntry entry, long fileLength) {
    if (!RecordLayout.fits(entry.scenarios(), entry.tenors())) {
      throw RecordLayout.malformed(
          where,
          "has "
              + entry.scenarios()
              + " scenarios and "
              + entry.tenors()
              + " tenors in the index, expected at least 1 of both and at most 2147483639 values");
    }
    long expected = RecordLayout.length(entry.type(), entry.scenarios(), entry.tenors());
    if (entry.length() != expected) {
      throw RecordLayout.malformed(
          where,
          "has "
              + entry.length()
              + " bytes in the index, expected "
              + expected
              + " for "
              + entry.scenarios()
              + " scenarios x "
              + entry.tenors()
              + " tenors of "
              + entry.type().word());
    }
    if (entry.offset() < 0 || entry.offset() > fileLength - expected) {
      throw RecordLayout.malformed(
          where,
          "ends at byte "
              + entry.end()
              + ", but the file has "
              + fileLength
              + " bytes: it is cut off or not of this store");
    }
  }

  private ExposureCube read(
      String where, CubeStoreEntry entry, FSDataInputStream in, CubeBuffer target)
      throws IOException {
    crc.reset();
    long at = entry.offset();
    long valuesAt = at + RecordLayout.HEADER_BYTES + 8L * entry.tenors();
    in.readFully(at, bytes, 0, RecordLayout.HEADER_BYTES);
    Head head = RecordLayout.head(where, buffer.clear());
    if (head.type() != entry.type()
        || head.scenarios() != entry.scenarios()
        || head.tenors() != entry.tenors()) {
      throw RecordLayout.malformed(
          where,
          "has "
              + head.scenarios()
              + " scenarios x "
              + head.tenors()
              + " tenors of "
              + head.type().word()
              + ", expected "
              + entry.scenarios()
              + " x "
              + entry.tenors()
              + " of "
              + entry.type().word()
              + " as in the index");
    }
    crc.update(bytes, 0, RecordLayout.HEADER_BYTES);
    double[] times = new double[head.tenors()];
    decode(
        in,
        at + RecordLayout.HEADER_BYTES,
        8L * times.length,
        CellType.FLOAT64,
        times,
        times.length);
    double[] values = target.array(where, head.cells());
    long valueBytes = RecordLayout.valueBytes(head.type(), head.scenarios(), head.tenors());
    decode(in, valuesAt, valueBytes, head.type(), values, head.cells());
    long checksum = crc.getValue();
    in.readFully(valuesAt + valueBytes, bytes, 0, RecordLayout.TRAILER_BYTES);
    checkTrailer(where, entry, checksum);
    return new ExposureCube(
        where, grid(where, times), head.scenarios(), values, head.presentValue());
  }

  private void checkTrailer(String where, CubeStoreEntry entry, long checksum) {
    long written = Integer.toUnsignedLong(buffer.getInt(0));
    if (checksum != written || checksum != entry.checksum()) {
      throw RecordLayout.malformed(
          where,
          "has checksum "
              + RecordLayout.hex(checksum)
              + ", expected "
              + RecordLayout.hex(written)
              + " as at its end and "
              + RecordLayout.hex(entry.checksum())
              + " as in the index: it is damaged");
    }
    if (buffer.getInt(4) != RecordLayout.END_MARK) {
      throw RecordLayout.malformed(
          where,
          "ends with "
              + RecordLayout.hex(buffer.getInt(4))
              + ", expected "
              + RecordLayout.hex(RecordLayout.END_MARK));
    }
  }

  /** Reads a run of numbers, with its padding, into an array. */
  private void decode(
      FSDataInputStream in, long at, long length, CellType type, double[] to, int count)
      throws IOException {
    int done = 0;
    long position = at;
    long left = length;
    while (left > 0) {
      int n = (int) Math.min(left, bytes.length);
      in.readFully(position, bytes, 0, n);
      crc.update(bytes, 0, n);
      int numbers = Math.min(n / type.bytes(), count - done);
      buffer.clear();
      if (type == CellType.FLOAT64) {
        buffer.asDoubleBuffer().get(to, done, numbers);
      } else {
        for (int i = 0; i < numbers; i++) {
          to[done + i] = buffer.getFloat(4 * i);
        }
      }
      done += numbers;
      position += n;
      left -= n;
    }
  }

  /** Sets of one book mostly share a grid; then they share the object too. */
  private TenorGrid grid(String where, double[] times) {
    TenorGrid grid = TenorGrid.of(where, times);
    if (!grid.equals(lastGrid)) {
      lastGrid = grid;
    }
    return lastGrid;
  }

  private OpenFile open(String name) {
    OpenFile file = open.get(name);
    if (file == null) {
      if (open.size() >= MAX_OPEN) {
        String eldest = open.keySet().iterator().next();
        close(open.remove(eldest));
      }
      Path path = new Path(folder, name);
      new Roots(storage, List.of(folder), "")
          .check(Storage.name(path), path); // no link to elsewhere
      file = new OpenFile(path, storage.open(path), storage.status(path).getLen());
      open.put(name, file);
    }
    return file;
  }

  private static void close(OpenFile file) {
    try {
      file.stream().close();
    } catch (IOException e) {
      throw Storage.failure(file.path(), "close", e);
    }
  }

  @Override
  public void close() {
    open.values().forEach(CubeStoreReader::close);
    open.clear();
  }
}
