package org.crosswind.format.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.RecordLayout.Head;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Writes cubes into record files of one task, one after the other, and begins a new file when the
 * current one is large. The memory is one buffer, whatever the size of a cube.
 *
 * <p>The files belong to a store only after {@link CubeStoreOutput#commit} was given the entries
 * that {@link #write} returned. Not thread-safe.
 */
public final class RecordFileWriter implements Closeable {
  /** When a new file is begun unless the caller says otherwise: 1 GiB. */
  public static final long ROLL_BYTES = 1L << 30;

  private static final int BUFFER_BYTES = 1 << 18;

  private final Storage storage;
  private final Path folder;
  private final String part;
  private final CellType type;
  private final long rollBytes;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private OutputStream out;
  private Path file;
  private int fileNumber;
  private long offset;

  /**
   * A writer of one task's files.
   *
   * @param storage where files are
   * @param folder {@link CubeStoreOutput#partFolder()}
   * @param part what no other task and no other attempt of the same task uses, for example {@code
   *     "00012-0"}; goes into the names of the files
   * @param type how values are written
   * @param rollBytes a file that has this many bytes is followed by a new one
   */
  public RecordFileWriter(
      Storage storage, Path folder, String part, CellType type, long rollBytes) {
    this.storage = storage;
    this.folder = folder;
    this.part = part;
    this.type = type;
    this.rollBytes = rollBytes;
  }

  /**
   * Appends one cube.
   *
   * @param id its netting set
   * @param cube its values
   * @return the row for the index
   * @throws FailureException INVALID when a finite value is beyond what float32 can hold
   */
  public CubeStoreEntry write(String id, ExposureCube cube) {
    if (type == CellType.FLOAT32) {
      checkFloats(id, cube);
    }
    try {
      if (out == null || offset >= rollBytes) {
        roll();
      }
      long start = offset;
      crc.reset();
      Head head = new Head(type, cube.scenarios(), cube.tenors(), cube.presentValue());
      RecordLayout.putHead(buffer.clear(), head);
      for (int t = 0; t < cube.tenors(); t++) {
        room(8);
        buffer.putDouble(cube.grid().time(t));
      }
      values(cube.values(), head.cells());
      drain();
      long checksum = crc.getValue();
      buffer.putInt((int) checksum).putInt(RecordLayout.END_MARK);
      drain();
      return new CubeStoreEntry(
          id,
          file.getName(),
          start,
          offset - start,
          cube.scenarios(),
          cube.tenors(),
          type,
          checksum);
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }

  private void values(double[] values, int cells) throws IOException {
    int done = 0;
    while (done < cells) {
      room(8);
      int n = Math.min(cells - done, buffer.remaining() / type.bytes());
      if (type == CellType.FLOAT64) {
        buffer.asDoubleBuffer().put(values, done, n);
      } else {
        for (int i = 0; i < n; i++) {
          buffer.putFloat(buffer.position() + 4 * i, (float) values[done + i]);
        }
      }
      buffer.position(buffer.position() + n * type.bytes());
      done += n;
    }
    while (buffer.position() % 8 != 0) { // there is room: the buffer's size is a multiple of 8
      buffer.put((byte) 0);
    }
  }

  private void room(int needed) throws IOException {
    if (buffer.remaining() < needed) {
      drain();
    }
  }

  private void drain() throws IOException {
    crc.update(bytes, 0, buffer.position());
    out.write(bytes, 0, buffer.position());
    offset += buffer.position();
    buffer.clear();
  }

  private static void checkFloats(String id, ExposureCube cube) {
    double[] values = cube.values();
    for (int i = 0; i < cube.scenarios() * cube.tenors(); i++) {
      if (Float.isInfinite((float) values[i]) && !Double.isInfinite(values[i])) {
        throw FailureException.of(
            FailureReason.INVALID,
            id,
            "value of scenario "
                + (i % cube.scenarios() + 1)
                + " at tenor "
                + (i / cube.scenarios() + 1)
                + " is "
                + values[i]
                + ", expected at most 3.4e38 for float32");
      }
    }
  }

  private void roll() throws IOException {
    close();
    file = new Path(folder, String.format(Locale.ROOT, "cubes-%s-%04d.bin", part, fileNumber++));
    out = storage.create(file);
    offset = 0;
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
        out = null;
      }
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }
}
