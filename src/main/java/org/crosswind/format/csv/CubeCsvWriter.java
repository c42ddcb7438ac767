package org.crosswind.format.csv;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.credit.ExposureCube;

/**
 * Writes a cube in the form that {@link CubeCsvReader} reads; values are written so that reading
 * gives the same bits. Today's value has no place in this form and is not written.
 */
public final class CubeCsvWriter {
  private CubeCsvWriter() {}

  /** Creates or replaces the file. */
  public static void write(Storage storage, Path file, ExposureCube cube) {
    try (Writer out = new OutputStreamWriter(storage.create(file), StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int t = 0; t < cube.tenors(); t++) {
        line.append(t == 0 ? "" : ",").append(cube.grid().time(t));
      }
      out.append(line.append('\n'));
      for (int s = 0; s < cube.scenarios(); s++) {
        line.setLength(0);
        for (int t = 0; t < cube.tenors(); t++) {
          line.append(t == 0 ? "" : ",").append(cube.value(s, t));
        }
        out.append(line.append('\n'));
      }
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }
}
