package org.crosswind.format.oasis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Static files in memory, for tests. */
final class MemoryFolder implements StaticFolder {
  final Map<String, byte[]> files = new TreeMap<>();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String name(String file) {
    return "memory/" + file;
  }

  @Override
  public OptionalLong length(String file) {
    byte[] bytes = files.get(file);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }

  @Override
  public InputStream open(String file) {
    return new ByteArrayInputStream(files.get(file));
  }

  @Override
  public OutputStream create(String file) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        files.put(file, toByteArray());
      }
    };
  }
}
