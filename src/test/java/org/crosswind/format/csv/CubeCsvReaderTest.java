package org.crosswind.format.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeCsvReaderTest {
  @TempDir Path folder;

  private ExposureCube read(String... lines) {
    return new CubeCsvReader(STORAGE)
        .read(TestFiles.write(folder, "cube.csv", lines), new CubeBuffer());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String... lines) {
    return assertThatThrownBy(() -> read(lines)).isInstanceOf(FailureException.class);
  }

  @Test
  void theSampleOfTheDocumentationIsRead() {
    ExposureCube cube = read("0.5,1.0,1.5,2.0", "1.21,1.55,1.80,2.10", "-0.40,0.25,2.25,3.5");
    assertThat(cube.scenarios()).isEqualTo(2);
    assertThat(cube.grid().times()).containsExactly(0.5, 1, 1.5, 2);
    assertThat(cube.value(0, 3)).isEqualTo(2.10);
    assertThat(cube.value(1, 0)).isEqualTo(-0.40);
    assertThat(cube.presentValue()).isNaN();
  }

  @Test
  void exponentsBlanksQuotesAndCarriageReturnsAreRead() {
    ExposureCube cube = read("\uFEFF5e-1,1E0,\"15e-1\"\r", "1e3,-2.5E-1,3\r", "", " 4 ,5,6\r");
    assertThat(cube.scenarios()).isEqualTo(2);
    assertThat(cube.grid().time(2)).isEqualTo(1.5);
    assertThat(cube.value(0, 1)).isEqualTo(-0.25);
    assertThat(cube.value(1, 0)).isEqualTo(4);
  }

  @Test
  void wordsForNotFiniteNumbersAreRead() {
    ExposureCube cube = read("1,2,3,4,5", "nan,inf,-inf,NaN,Infinity");
    assertThat(cube.value(0, 0)).isNaN();
    assertThat(cube.value(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(cube.value(0, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(cube.value(0, 3)).isNaN();
    assertThat(cube.value(0, 4)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aRowOfAnotherLengthIsRefusedWithItsLine() {
    refused("1,2", "1,2", "3").hasMessageContaining("cube.csv:3: the row has 1 values, expected 2");
    refused("1,2", "1,2,3").hasMessageContaining("cube.csv:2: the row has 3 values, expected 2");
  }

  @Test
  void anEmptyCellIsRefusedWithLineAndColumn() {
    refused("0.5,1.0", "1.5,")
        .hasMessageContaining("cube.csv:2: column 2 (tenor 1.0) is empty, expected a number");
  }

  @Test
  void textIsRefusedWithLineColumnAndValue() {
    refused("1,2", "1,2", "3,4x")
        .hasMessageContaining("cube.csv:3: column 2 (tenor 2.0) is '4x', expected a number");
    refused("scenario,0.5", "0,1")
        .hasMessageContaining("cube.csv:1: column 1 is 'scenario', expected a tenor in years");
    for (String text : new String[] {"1d", "0x1p3", "1_0", "1e", "--1", "1.2.3", ".", "١"}) {
      refused("1", text).hasMessageContaining("'" + text + "', expected a number");
    }
  }

  @Test
  void tenorsThatDoNotIncreaseAreRefused() {
    refused("0.5,0.5", "1,2").hasMessageContaining("cube.csv:1: tenor 2 is 0.5, expected more");
    refused("1,0.5", "1,2").hasMessageContaining("cube.csv:1: tenor 2 is 0.5, expected more");
    refused("0,0.5", "1,2").hasMessageContaining("cube.csv:1: tenor 1 is 0.0, expected a finite");
    refused("nan,0.5", "1,2").hasMessageContaining("cube.csv:1: tenor 1 is NaN, expected");
  }

  @Test
  void emptyAndAbsentFilesAreRefused() throws Exception {
    refused("0.5,1.0").hasMessageContaining("cube.csv: the cube has no scenarios");
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    assertThatThrownBy(
            () -> new CubeCsvReader(STORAGE).read(TestFiles.path(empty), new CubeBuffer()))
        .hasMessageContaining("empty.csv: is empty, expected a header line");
    assertThatThrownBy(
            () ->
                new CubeCsvReader(STORAGE)
                    .read(TestFiles.path(folder.resolve("no.csv")), new CubeBuffer()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.MISSING));
    assertThatThrownBy(
            () -> new CubeCsvReader(STORAGE).read(TestFiles.path(folder), new CubeBuffer()))
        .hasMessageContaining("is a folder, expected a file");
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws Exception {
    Path file = folder.resolve("x.csv");
    Files.write(file, new byte[] {'1', ',', '2', '\n', (byte) 0xff, (byte) 0xfe, 0, 1});
    assertThatThrownBy(
            () -> new CubeCsvReader(STORAGE).read(TestFiles.path(file), new CubeBuffer()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not UTF-8 text");
  }

  @Test
  void aLargeCubeSurvivesWritingAndReadingBitByBit() {
    int n = 700;
    double[] times = new double[40];
    for (int t = 0; t < 40; t++) {
      times[t] = 0.25 * (t + 1);
    }
    double[] values = new double[n * 40];
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * Math.exp(20 * random.nextGaussian());
    }
    ExposureCube cube = new ExposureCube("test", TenorGrid.of("t", times), n, values, Double.NaN);
    org.apache.hadoop.fs.Path file = TestFiles.path(folder.resolve("big.csv"));
    CubeCsvWriter.write(STORAGE, file, cube);
    ExposureCube back = new CubeCsvReader(STORAGE).read(file, new CubeBuffer());
    TestCubes.assertSame(back, cube);
  }
}
