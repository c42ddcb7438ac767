package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's functions on executors that are JVMs of their own. */
@Tag("spark")
@Tag("slow")
class LibraryClusterTest {
  @TempDir Path folder;

  @Test
  void usersFunctionsRunOnExecutorsAsTheyRunHere() throws Exception {
    Path report = folder.resolve("report");
    Path marks = Files.createDirectories(folder.resolve("marks"));
    int exitCode =
        ClusterProcess.run(
            folder, LibraryClusterDriver.class.getName(), marks.toString(), report.toString());
    assertThat(exitCode).as(() -> ClusterProcess.tail(folder)).isZero();
    assertThat(Files.readAllLines(report))
        .containsExactly(
            "results and failures equal",
            "stack trace crossed the wire",
            "an error is a failure",
            "an unserialisable result is a failure",
            "map: the function cannot be sent by Java serialisation: captured value 1 of the lambda"
                + " in org.crosswind.engine.spark.LibraryClusterDriver is a java.lang.Object, which"
                + " is not java.io.Serializable",
            "fails fast",
            "ordered after a lost executor",
            "an executor was lost",
            "nothing runs after a cancellation");
  }
}
