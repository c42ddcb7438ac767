package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.job.Said.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are wrong in uncommon ways, through the commands: a place for each, no defect. */
class HostileInputTest {
  @TempDir Path folder;

  private static Said night(Path config, String... words) {
    String[] all =
        Arrays.copyOf(new String[] {"xva", "--config", config.toString()}, 3 + words.length);
    System.arraycopy(words, 0, all, 3, words.length);
    String[] local = {"--set", "run.engine=local", "--set", "run.threads=1"};
    String[] both = Arrays.copyOf(all, all.length + local.length);
    System.arraycopy(local, 0, both, all.length, local.length);
    return run(both);
  }

  private Path bookOf(List<String> rows) throws IOException {
    TestBook book = new TestBook(folder, 4, 20);
    Files.writeString(
        folder.resolve("curves.csv"),
        Files.readString(folder.resolve("curves.csv"))
            + "ONE,hazard,1,0.02\nGROWS,discount,1,1.5\nFLAT,discount,1,1\n");
    Files.writeString(folder.resolve("good.csv"), "1,2\n1,2\n3,-1\n");
    Files.writeString(folder.resolve("nan.csv"), "1,2\n1,2\n3,NaN\n");
    byte[] packed;
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write("1,2\n1,2\n3,-1\n".getBytes(StandardCharsets.UTF_8));
      }
      packed = bytes.toByteArray();
    }
    Files.write(folder.resolve("cut.csv"), Arrays.copyOf(packed, packed.length - 12));
    book.lines(
        "book.csv",
        Stream.concat(
                Stream.of(
                    "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,"
                        + "model,parameter"),
                rows.stream())
            .toList());
    return book.config("night", "run.tolerated-failures = 1, run.format = csv");
  }

  private Path hostileBook() throws IOException {
    return bookOf(
        List.of(
            "GOOD,C,ONE,0.4,FLAT,good.csv,,",
            "NOWHERE,C,ONE,0.4,FLAT,s3a://bucket/x.csv,,",
            "NO-FILE,C,ONE,0.4,FLAT,#A,,",
            "CUT,C,ONE,0.4,FLAT,cut.csv,,",
            "RHO,C,ONE,0.4,FLAT,good.csv,gaussian,1",
            "NAN,C,ONE,0.4,FLAT,nan.csv,,",
            "GROWS,C,ONE,0.4,GROWS,good.csv,,"));
  }

  @Test
  void eachHostileRowFailsAtItsPlaceAndTheGoodOneIsComputed() throws IOException {
    Said said = night(hostileBook());
    assertThat(said.exitCode()).as(said.err()).isZero();
    List<String> failures = Files.readAllLines(folder.resolve("out/night/failures.csv"));
    assertThat(failures).hasSize(7);
    assertThat(failures.get(1))
        .contains("NOWHERE,INVALID", "book.csv:3", "leads to s3a://bucket/x.csv");
    assertThat(failures.get(2)).contains("NO-FILE,INVALID", "book.csv:4", "cube is '#A'");
    assertThat(failures.get(3)).contains("CUT,MALFORMED", "cut.csv", "is cut off or damaged");
    assertThat(failures.get(4)).contains("RHO,INVALID", "book.csv:6", "rho is 1.0");
    assertThat(failures.get(5)).contains("NAN,INVALID", "scenario 2 at tenor 2", "NaN");
    assertThat(failures.get(6)).contains("GROWS,INVALID", "2.0 years is 2.25", "(0, 1.5]");
    assertThat(Files.readAllLines(folder.resolve("out/night/results.csv")))
        .hasSize(10)
        .element(1)
        .asString()
        .startsWith("0,GOOD,");
  }

  @Test
  void aRowThatPointsOutOfTheDeclaredRootsFailsUntilTheyAreDeclared() throws IOException {
    Path outside = Files.createTempFile("outside", ".csv");
    try {
      Files.writeString(outside, "1,2\n1,2\n3,-1\n");
      String up = "../".repeat(folder.getNameCount()) + outside.toString().substring(1);
      Path config =
          bookOf(
              List.of(
                  "GOOD,C,ONE,0.4,FLAT,sub/../good.csv,,",
                  "UP,C,ONE,0.4,FLAT," + up + ",,",
                  "ABSOLUTE,C,ONE,0.4,FLAT," + outside + ",,",
                  "LINK,C,ONE,0.4,FLAT,link.csv,,"));
      Files.createSymbolicLink(folder.resolve("link.csv"), outside);
      Said said = night(config);
      assertThat(said.exitCode()).as(said.err()).isZero();
      List<String> failures = Files.readAllLines(folder.resolve("out/night/failures.csv"));
      assertThat(failures).hasSize(4);
      for (int row = 1; row < 4; row++) {
        assertThat(failures.get(row))
            .contains("INVALID", "book.csv:" + (row + 2), "leads to " + outside);
      }
      Said declared =
          night(
              config,
              "--set",
              "run.replace=true",
              "--set",
              "security.roots=[\"" + outside.getParent() + "\"]",
              "--set",
              "security.run-folder-mode=\"750\"");
      assertThat(declared.exitCode()).as(declared.err()).isZero();
      assertThat(Files.readAllLines(folder.resolve("out/night/failures.csv"))).hasSize(1);
      assertThat(Files.getPosixFilePermissions(folder.resolve("out/night")))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void validationWithCubesFindsAllThatTheNightWouldRefuse() throws IOException {
    Said said = run("validate", "--config", hostileBook().toString(), "--cubes");
    assertThat(said.exitCode()).isEqualTo(ExitCode.NO_INPUT.code());
    assertThat(said.out().lines().takeWhile(line -> !line.startsWith("memory,"))).hasSize(6);
    assertThat(said.out())
        .contains("s3a://bucket", "book.csv:4", "cut.csv", "book.csv:6", "is NaN", "is 2.25");
  }

  @Test
  void anOutputThatCannotBeIsNamedWithoutAStackTrace() throws IOException {
    Path config = bookOf(List.of("GOOD,C,ONE,0.4,FLAT,good.csv,,"));
    Said said = night(config, "--set", "run.output=\"s3a://bucket/out\"");
    assertThat(said.exitCode()).isEqualTo(ExitCode.INTERNAL.code());
    assertThat(said.err()).contains("s3a://bucket/out", "no file system").doesNotContain("defect");
  }

  @Test
  void aConversionNeverDeletesItsSourceNorWhatIsNoFolderOfCubes() throws IOException {
    Path cubes = Files.createDirectories(folder.resolve("work/cubes"));
    Files.writeString(cubes.resolve("A.csv"), "1,2\n1,2\n3,-1\n");
    Path notes = Files.writeString(folder.resolve("work/notes.txt"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), cubes);
    for (Path target : List.of(cubes, folder.resolve("work"), link)) {
      Said said =
          run(
              "convert",
              "--from",
              cubes.toString(),
              "--to",
              target + "",
              "--as",
              "csv",
              "--replace");
      assertThat(said.exitCode()).as(target + said.err()).isEqualTo(ExitCode.NO_INPUT.code());
      assertThat(said.err()).contains("is or contains what is converted");
    }
    Path other = Files.createDirectories(folder.resolve("other"));
    Path kept = Files.writeString(other.resolve("thesis.tex"), "mine");
    String[] convert = {
      "convert", "--from", cubes.toString(), "--to", other.toString(), "--as", "csv", "--replace"
    };
    assertThat(run(convert).err()).contains("has 'thesis.tex' in it");
    assertThat(kept).exists();
    assertThat(notes).exists();
    assertThat(cubes.resolve("A.csv")).exists();
    Files.delete(kept);
    Files.writeString(other.resolve("OLD.csv"), "1\n1\n");
    assertThat(run(convert).exitCode()).isZero();
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files).containsExactly(other.resolve("A.csv"));
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsPrintedAndThePlaceNamed() throws IOException {
    Path cube = Files.writeString(folder.resolve("cube.csv"), "1,2\n1,2\n3,-1\n");
    Path curve = Files.writeString(folder.resolve("curve.csv"), "knot,hazard\n1,0.02\n");
    for (Path out : List.of(folder, folder.resolve("nowhere/result.json"))) {
      Said said = run("wwr", "--exposure", cube + "", "--credit", curve + "", "--out", out + "");
      ExitCode expected = out.equals(folder) ? ExitCode.NO_INPUT : ExitCode.INTERNAL;
      assertThat(said.exitCode()).isEqualTo(expected.code());
      assertThat(said.out()).contains("baseline_cva");
      assertThat(said.err()).contains(out.toString()).doesNotContain("defect");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(cube, curve);
    }
  }
}
