package org.crosswind.format.ore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.format.TestFiles.STORAGE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.crosswind.format.TestFiles;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OreCubeFileTest {
  private static final String[] TWO_SETS = {
    "#Id,NettingSet,DateIndex,Date,Sample,Depth,Value",
    "A,,0,2016-02-05,0,0,10.5000",
    "B,,0,2016-02-05,0,0,-1.0000",
    "A,,1,2016-05-06,1,0,1.2500",
    "A,,1,2016-05-06,2,0,2.0000",
    "A,,2,2017-02-05,1,0,3.0000",
    "A,,2,2017-02-05,2,0,-4.0000",
    "B,,1,2016-05-06,1,0,5.0000",
    "B,,1,2016-05-06,2,0,6.0000",
    "B,,2,2017-02-05,1,0,7.0000",
    "B,,2,2017-02-05,2,0,8.0000"
  };

  @TempDir Path folder;

  private OreCubeFile open(String... lines) {
    return OreCubeFile.open(STORAGE, TestFiles.write(folder, "cube.csv", lines));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String... rows) {
    return assertThatThrownBy(
            () ->
                open("#Id,Date,Sample,Depth,Value\n" + String.join("\n", rows))
                    .read("A", new CubeBuffer()))
        .isInstanceOf(FailureException.class);
  }

  private static void assertIsB(ExposureCube cube) {
    assertThat(cube.scenarios()).isEqualTo(2);
    assertThat(cube.presentValue()).isEqualTo(-1);
    assertThat(cube.value(0, 0)).isEqualTo(5);
    assertThat(cube.value(1, 0)).isEqualTo(6);
    assertThat(cube.value(0, 1)).isEqualTo(7);
    assertThat(cube.value(1, 1)).isEqualTo(8);
    assertThat(cube.grid().time(0)).isCloseTo(91 / 366.0, within(1e-15));
    assertThat(cube.grid().time(1)).isEqualTo(331 / 366.0 + 35 / 365.0);
  }

  @Test
  void severalIdsOfOneFileAreSeveralCubes() {
    OreCubeFile file = open(TWO_SETS);
    assertThat(file.ids()).containsExactly("A", "B");
    assertThat(file.asOf()).isEqualTo("2016-02-05");
    assertIsB(file.read("B", new CubeBuffer()));
    ExposureCube a = file.read("A", new CubeBuffer());
    assertThat(a.presentValue()).isEqualTo(10.5);
    assertThat(a.value(1, 1)).isEqualTo(-4);
  }

  @Test
  void theShortHeaderAndSamplesFromZeroAreRead() {
    OreCubeFile file =
        open(
            "#Id,Date,Sample,Depth,Value",
            "B,2016-02-05,0,0,-1",
            "B,2016-05-06,0,0,5",
            "B,2016-05-06,1,0,6",
            "B,2017-02-05,0,0,7",
            "B,2017-02-05,1,0,8");
    assertIsB(file.read("B", new CubeBuffer()));
  }

  @Test
  void rowsMayComeInAnyOrderAndLineEndsBeThoseOfWindows() {
    OreCubeFile file =
        open(
            "Id,Date,Sample,Depth,Value\r",
            "B,2017-02-05,2,0,8\r",
            "\"C\",2017-02-05,1,0,0\r",
            "B,2017-02-05,1,0,7\r",
            "\r",
            "B,2016-05-06,2,0,6\r",
            "B,2016-05-06,1,0,5\r",
            "C,2016-02-05,0,0,0\r",
            "B,2016-02-05,0,0,-1\r");
    assertThat(file.ids()).containsExactly("B", "C");
    assertIsB(file.read("B", new CubeBuffer()));
    assertThat(file.read("C", new CubeBuffer()).tenors()).isEqualTo(1);
  }

  @Test
  void furtherDepthsAreNotTheValue() {
    OreCubeFile file =
        open(
            "#Id,Date,Sample,Depth,Value",
            "A,2016-02-05,0,0,1",
            "A,2016-05-06,1,0,2",
            "A,2016-05-06,1,1,99",
            "A,2016-05-06,2,0,3",
            "A,2016-05-06,2,1,98");
    ExposureCube cube = file.read("A", new CubeBuffer());
    assertThat(cube.value(0, 0)).isEqualTo(2);
    assertThat(cube.value(1, 0)).isEqualTo(3);
  }

  @Test
  void aPackedFileIsReadByItsContent() throws IOException {
    Path packed = folder.resolve("cube.dat");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(String.join("\n", TWO_SETS).getBytes(StandardCharsets.UTF_8));
    }
    assertIsB(OreCubeFile.open(STORAGE, TestFiles.path(packed)).read("B", new CubeBuffer()));
    byte[] all = Files.readAllBytes(packed);
    Files.write(packed, java.util.Arrays.copyOf(all, all.length - 9));
    assertThatThrownBy(() -> OreCubeFile.open(STORAGE, TestFiles.path(packed)))
        .hasMessageContaining("cube.dat: is cut off or damaged");
  }

  @Test
  void theStorageFormLeavesOutZeros() {
    OreCubeFile file =
        open(
            "# asof       : 2016-02-05",
            "# numIds     : 2",
            "# numDates   : 2",
            "# samples    : 2",
            "# depth      : 1",
            "# dates      : ",
            "# 2016-05-06",
            "# 2017-02-05",
            "# ids        : ",
            "# A",
            "# B",
            "# storeFlows : false",
            "#id,date,sample,depth,value",
            "0,0,0,0,1",
            "0,2,1,0,4",
            "1,0,0,0,-1",
            "1,1,0,0,5",
            "1,1,1,0,6",
            "1,2,0,0,7",
            "1,2,1,0,8");
    assertThat(file.ids()).containsExactly("A", "B");
    assertIsB(file.read("B", new CubeBuffer()));
    CubeBuffer used = new CubeBuffer();
    java.util.Arrays.fill(used.array(8), 77);
    ExposureCube a = file.read("A", used);
    assertThat(a.value(0, 0)).isZero();
    assertThat(a.value(1, 0)).isZero();
    assertThat(a.value(0, 1)).isZero();
    assertThat(a.value(1, 1)).isEqualTo(4);
  }

  @Test
  void aStorageFormThatPromisesTooMuchTakesNoMemory() {
    assertThatThrownBy(
            () ->
                open(
                        "# asof       : 2016-02-05",
                        "# numIds     : 1",
                        "# numDates   : 1",
                        "# samples    : 1000000000",
                        "# depth      : 1",
                        "# dates      : ",
                        "# 2016-05-06",
                        "# ids        : ",
                        "# A",
                        "#id,date,sample,depth,value",
                        "0,0,0,0,1")
                    .read("A", new CubeBuffer()))
        .hasMessageContaining("promises 1000000000 samples and 1 dates, but 'A' has 0 rows");
  }

  @Test
  void missingAndDoubleCellsAreRefusedWithTheLine() {
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,1,0,1", "A,2016-05-06,2,0,1", "A,2017-02-05,2,0,1")
        .hasMessageContaining("cube.csv:5: 'A' has 1 samples at 2017-02-05, expected 2");
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,1,0,1", "A,2016-05-06,1,0,2", "A,2016-05-06,2,0,1")
        .hasMessageContaining("cube.csv:4: 'A' has sample 1 at 2016-05-06 a second time");
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,5,0,1")
        .hasMessageContaining("cube.csv:3: the smallest sample of 'A' is 5, expected 0 or 1");
    refused("A,2016-02-05,0,0,1").hasMessageContaining("'A' has today's value only");
    refused("A,2016-05-06,1,0,1", "A,2016-05-06,2,0,1", "A,2017-05-06,1,0,1")
        .hasMessageContaining("cube.csv:3: is the second row of 'A' at the as-of date");
    refused("B,2016-02-05,0,0,1", "A,2016-05-06,1,0,1")
        .hasMessageContaining("'A' has no row at the as-of date 2016-02-05");
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,999999999,0,1", "A,2016-05-06,1,0,1")
        .hasMessageContaining("'A' has 2 samples at 2016-05-06, expected 999999999");
  }

  @Test
  void textThatIsNotWhatItShouldBeIsRefusedWithTheLine() {
    refused("A,2016-02-05,0,0,#N/A")
        .hasMessageContaining("cube.csv:2: Value is '#N/A', expected a number");
    refused("A,2016-02-05,0,0,1", "A,06.05.2016,1,0,1")
        .hasMessageContaining("cube.csv:3: Date is '06.05.2016', expected yyyy-mm-dd");
    refused("A,2016-02-05,0,0,1", "A,2016-13-06,1,0,1")
        .hasMessageContaining("cube.csv:3: Date is '2016-13-06', expected yyyy-mm-dd");
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,x,0,1")
        .hasMessageContaining("cube.csv:3: Sample is 'x', expected a whole number >= 0");
    refused("A,2016-02-05,0,0,1", "A,2016-05-06,1,0")
        .hasMessageContaining("cube.csv:3: the row has 4 cells, expected 5");
    assertThatThrownBy(() -> open("Id,Date,Value", "A,2016-02-05,1"))
        .hasMessageContaining("cube.csv:1: the header is 'Id,Date,Value', expected #Id,Date");
    assertThatThrownBy(() -> open("#Id,Date,Sample,Depth,Value"))
        .hasMessageContaining("cube.csv: has no rows");
    assertThatThrownBy(() -> open(TWO_SETS).read("C", new CubeBuffer()))
        .hasMessageContaining("cube.csv: has no cube of 'C'; it has A, B");
  }

  /** ORE's published examples, as scenario rows with their dates; written back in ORE's form. */
  @Test
  void publishedExamplesComeBackCellForCellWithTheirTenors() throws IOException {
    Path goldens = Path.of("../shared/goldens/ore");
    for (Path up = Path.of("").toAbsolutePath();
        up != null && !Files.exists(goldens);
        up = up.getParent()) {
      goldens = up.resolve("shared/goldens/ore");
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isDirectory(goldens), "../shared/goldens/ore is not here");
    int cases = 0;
    try (var folders = Files.newDirectoryStream(goldens, Files::isDirectory)) {
      for (Path example : folders) {
        assertComesBack(example);
        cases++;
      }
    }
    assertThat(cases).isEqualTo(7);
  }

  private void assertComesBack(Path example) throws IOException {
    List<String> tenors = Files.readAllLines(example.resolve("tenors.csv"));
    List<String> rows = Files.readAllLines(example.resolve("cube.csv"));
    int dates = tenors.size() - 1;
    int samples = rows.size() - 1;
    StringBuilder text = new StringBuilder("#Id,Date,Sample,Depth,Value\n");
    for (int d = 0; d < dates; d++) {
      String date = tenors.get(d + 1).split(",")[1];
      for (int s = 1; s <= (d == 0 ? 1 : samples); s++) {
        String value = rows.get(s).split(",")[d + 1];
        text.append("CPTY_A,").append(date).append(',').append(d == 0 ? 0 : s).append(",0,");
        text.append(value).append('\n');
      }
    }
    OreCubeFile file = open(text.toString().strip().split("\n"));
    ExposureCube cube = file.read("CPTY_A", new CubeBuffer());
    assertThat(cube.tenors()).isEqualTo(dates - 1);
    assertThat(cube.scenarios()).isEqualTo(samples);
    for (int d = 0; d < dates; d++) {
      for (int s = 0; s < samples; s++) {
        double expected = Double.parseDouble(rows.get(s + 1).split(",")[d + 1]);
        double found = d == 0 ? cube.presentValue() : cube.value(s, d - 1);
        assertThat(found).isEqualTo(expected);
      }
      if (d > 0) {
        double expected = Double.parseDouble(tenors.get(d + 1).split(",")[3]);
        assertThat(cube.grid().time(d - 1)).as("%s date %s", example, d).isEqualTo(expected);
      }
    }
  }
}
