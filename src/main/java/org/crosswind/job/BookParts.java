package org.crosswind.job;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.BookFold;
import org.crosswind.calc.xva.XvaReplicates;
import org.crosswind.format.file.Storage;
import org.crosswind.report.PartFile;

/**
 * The sums of replicates that tasks pass on to the driver, a file a task, so that neither a task
 * nor the driver ever holds those of all netting sets. The files live as long as the run is not
 * published.
 *
 * <p>A file is the number of sums, then for each: place, netting sets, figures, replicates, moments
 * and groups of scenarios as ints, the numbers of scenarios, and then all doubles, big-endian.
 */
final class BookParts {
  /** The name of the scratch folder. */
  static final String FOLDER = "replicates";

  private static final int BUFFER = 1 << 16;

  private BookParts() {}

  /** The name of a task's file. */
  static String name(int molecule) {
    return PartFile.name(molecule, "bin");
  }

  /** Writes what a fold has left. */
  static void write(FileSystem fs, Path file, List<BookFold.Node> nodes) throws IOException {
    try (OutputStream raw = PartFile.create(fs, file);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw, BUFFER))) {
      out.writeInt(nodes.size());
      for (BookFold.Node node : nodes) {
        out.writeInt(node.index());
        write(out, node.sum());
      }
    }
  }

  private static void write(DataOutputStream out, XvaReplicates sum) throws IOException {
    out.writeInt(sum.sets());
    out.writeInt(sum.estimates().length);
    out.writeInt(sum.replicates()[0].length);
    out.writeInt(sum.moments().length);
    out.writeInt(sum.influences().size());
    for (int scenarios : sum.influences().keySet()) {
      out.writeInt(scenarios);
    }
    doubles(out, sum.estimates());
    doubles(out, sum.moments());
    for (double[] row : sum.replicates()) {
      doubles(out, row);
    }
    for (double[][] group : sum.influences().values()) {
      for (double[] row : group) {
        doubles(out, row);
      }
    }
  }

  /** The sum over the book of all files of the folder, in the order of their names. */
  static List<BookFold.Node> fold(Storage storage, Path folder) {
    BookFold book = BookFold.wholeBook();
    for (FileStatus part : storage.list(folder)) {
      Path file = part.getPath();
      if (file.getName().startsWith(".")) {
        continue; // an attempt that was given up
      }
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(storage.open(file), BUFFER))) {
        int nodes = in.readInt();
        for (int i = 0; i < nodes; i++) {
          book.add(in.readInt(), read(in));
        }
      } catch (IOException e) {
        throw Storage.failure(file, "read", e);
      }
    }
    return book.finish();
  }

  private static XvaReplicates read(DataInputStream in) throws IOException {
    int sets = in.readInt();
    int figures = in.readInt();
    int count = in.readInt();
    int moments = in.readInt();
    int[] scenarios = new int[in.readInt()];
    for (int g = 0; g < scenarios.length; g++) {
      scenarios[g] = in.readInt();
    }
    double[] estimates = doubles(in, figures);
    double[] sums = doubles(in, moments);
    double[][] replicates = rows(in, figures, count);
    Map<Integer, double[][]> influences = new TreeMap<>();
    for (int size : scenarios) {
      influences.put(size, rows(in, figures, size));
    }
    return new XvaReplicates(sets, estimates, replicates, sums, influences);
  }

  private static double[][] rows(DataInputStream in, int rows, int length) throws IOException {
    double[][] read = new double[rows][];
    for (int i = 0; i < rows; i++) {
      read[i] = doubles(in, length);
    }
    return read;
  }

  private static double[] doubles(DataInputStream in, int count) throws IOException {
    double[] read = new double[count];
    for (int i = 0; i < count; i++) {
      read[i] = in.readDouble();
    }
    return read;
  }

  private static void doubles(DataOutputStream out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }
}
