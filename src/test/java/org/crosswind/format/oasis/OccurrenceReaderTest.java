package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.OccurrenceReader.Declared;
import org.crosswind.model.insurance.Occurrences;
import org.crosswind.model.insurance.PeriodWeights;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurrenceReaderTest {
  private static final Path PUBLISHED =
      Path.of("../shared/goldens/oasis-outputs/plt/no_files/input");

  @TempDir Path folder;

  private Occurrences read(Path file, int periods) {
    return new OccurrenceReader(Storage.standard())
        .occurrences(
            Storage.path(file.toString()),
            periods == 0 ? Optional.empty() : Optional.of(new Declared(periods, "the test")));
  }

  private PeriodWeights weights(Path file) {
    return new PeriodWeightsReader(Storage.standard()).read(Storage.path(file.toString()));
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path binary(String name, int... words) throws IOException {
    ByteBuffer buffer = bytes(4 * words.length);
    for (int word : words) {
      buffer.putInt(word);
    }
    return Files.write(folder.resolve(name), buffer.array());
  }

  private Path text(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  @Test
  void thePublishedCaseReadsTheSameFromBothForms() {
    assumeTrue(Files.exists(PUBLISHED), "the published cases are not here");
    Occurrences binary = read(PUBLISHED.resolve("occurrence.bin"), 0);
    Occurrences text = read(PUBLISHED.resolve("occurrence.csv"), 1000);
    assertThat(binary.periods()).isEqualTo(1000);
    assertThat(binary.size()).isEqualTo(1448);
    assertThat(text).isEqualTo(binary);
  }

  @Test
  void binaryRecordsAreReadWithDatesInDaysAndInMinutes() throws IOException {
    Occurrences days = read(binary("o.bin", 1, 5, 7, 1, 306, 4, 5, 307), 0);
    assertThat(days.periods()).isEqualTo(5);
    assertThat(days.granular()).isFalse();
    assertThat(days.eventId()).containsExactly(7, 4);
    assertThat(days.periodNo()).containsExactly(1, 5);
    assertThat(days.dateId()).containsExactly(306, 307);
    ByteBuffer granular = bytes(8 + 16);
    granular.putInt(3).putInt(2).putInt(9).putInt(2).putLong(1L << 33);
    Occurrences minutes = read(Files.write(folder.resolve("g.bin"), granular.array()), 2);
    assertThat(minutes.granular()).isTrue();
    assertThat(minutes.dateId()).containsExactly(1L << 33);
  }

  @Test
  void aTableHasItsColumnsInAnyOrderAndAsManyPeriodsAsItsGreatestOrAsIsSaid() throws IOException {
    Path file = text("o.csv", "note,period_no,event_id", "x,3,7", ",1,7", "y,1,4");
    Occurrences read = read(file, 0);
    assertThat(read.periods()).isEqualTo(3);
    assertThat(read.eventId()).containsExactly(7, 7, 4);
    assertThat(read.periodNo()).containsExactly(3, 1, 1);
    assertThat(read.dateId()).isEmpty();
    assertThat(read(file, 10).periods()).isEqualTo(10);
  }

  @Test
  void datesOfATableAreCountedAsThoseOfTheBinaryForm() throws IOException {
    LocalDate origin = LocalDate.of(0, 3, 1);
    for (LocalDate date = LocalDate.of(1895, 12, 1);
        date.getYear() < 1905;
        date = date.plusDays(17)) {
      assertThat(Occurrences.dateId(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
          .isEqualTo(ChronoUnit.DAYS.between(origin, date));
    }
    Occurrences read =
        read(
            text(
                "o.csv",
                "event_id,period_no,occ_year,occ_month,occ_day,occ_hour,occ_minute",
                "1,1,1,1,1,2,3"),
            0);
    assertThat(read.dateId()).containsExactly(306 * 1440 + 123);
    assertThat(read.granular()).isTrue();
  }

  @Test
  void moreRowsThanABlockAreRead() throws IOException {
    int rows = 20_000;
    int[] words = new int[2 + 3 * rows];
    words[0] = 1;
    words[1] = 77;
    for (int r = 0; r < rows; r++) {
      words[2 + 3 * r] = r + 1;
      words[3 + 3 * r] = 1 + r % 77;
    }
    Occurrences read = read(binary("o.bin", words), 0);
    assertThat(read.size()).isEqualTo(rows);
    assertThat(read.eventId()[rows - 1]).isEqualTo(rows);
    assertThat(read.periodNo()[rows - 1]).isEqualTo(1 + (rows - 1) % 77);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "''|o.bin|has 0 bytes, expected a header of 8",
        "1|o.bin|has 4 bytes, expected a header of 8",
        "1 2|o.bin|has no row, expected at least one",
        "1 2 7 1|has 8 bytes behind the header, expected a multiple of 12|cut off",
        "3 2 7 1 0|has 12 bytes behind the header, expected a multiple of 16|cut off",
        "0 2 7 1 0|o.bin: byte 0|options 0, expected 1 (dates in days) or 3",
        "4 2 7 1 0|o.bin: byte 0|options 4, expected 1",
        "1 0 7 1 0|o.bin: byte 4|0 periods, expected at least 1",
        "1 -5 7 1 0|o.bin: byte 4|-5 periods, expected at least 1",
        "1 2 7 1 0 -3 1 0|o.bin record 2 (byte 20)|event_id -3, expected 1 or more",
        "1 2 0 1 0|o.bin record 1 (byte 8)|event_id 0, expected 1 or more",
        "1 2 7 3 0|o.bin record 1 (byte 8)|period_no 3, expected 1 to 2",
        "1 2 7 0 0|o.bin record 1 (byte 8)|period_no 0, expected 1 to 2",
      })
  void aBadBinaryFileIsRefusedWithItsPlace(String words, String where, String message)
      throws IOException {
    String plain = words.replace("'", "").strip();
    int[] file =
        plain.isEmpty()
            ? new int[0]
            : java.util.Arrays.stream(plain.split(" ")).mapToInt(Integer::parseInt).toArray();
    Path path = binary("o.bin", file);
    assertThatThrownBy(() -> read(path, 0))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "event_id,period;7,1|o.csv:1|has no column period_no; found event_id,period",
        "event_id,period_no,event_id;7,1,7|o.csv:1|has two columns event_id",
        "event_id,period_no|o.csv|has no row, expected at least one",
        "event_id,period_no;7,1;x,1|o.csv:3|event_id is 'x', expected a whole number",
        "event_id,period_no;7,1;;4,|o.csv:4|period_no is empty",
        "event_id,period_no;7|o.csv:2|the row has 1 cells, expected 2",
        "event_id,period_no;-7,1|o.csv:2|event_id -7, expected 1 or more",
        "event_id,period_no;7,0|o.csv:2|period_no 0, expected 1 to 9",
        "event_id,period_no;7,1;7,10|o.csv:3|period_no 10, expected 1 to 9",
        "event_id,period_no,occ_year,occ_day;7,1,1,1|o.csv:1|has no column occ_month",
        "event_id,period_no,occ_year,occ_month,occ_day;7,1,1,13,1|o.csv:2|occ_month 13, expected 1 to 12",
      })
  void aBadTableIsRefusedWithItsLine(String lines, String where, String message)
      throws IOException {
    Path path = text("o.csv", lines.split(";", -1));
    assertThatThrownBy(() -> read(path, 9))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsSaidOfThePeriodsMustBeTrueOfABinaryFile() throws IOException {
    Path file = binary("o.bin", 1, 5, 7, 1, 0);
    assertThatThrownBy(() -> read(file, 6))
        .hasMessageContaining("o.bin: byte 4")
        .hasMessageContaining("5 periods, expected 6 as the test says");
  }

  @Test
  void aFileThatIsNotThereOrAFolderIsNamed() throws IOException {
    Path gone = folder.resolve("gone.bin");
    assertThatThrownBy(() -> read(gone, 0)).hasMessageContaining("gone.bin");
    Path inside = Files.createDirectory(folder.resolve("inside.bin"));
    assertThatThrownBy(() -> read(inside, 0)).hasMessageContaining("is a folder");
  }

  private Path weightsFile(Object... cells) throws IOException {
    ByteBuffer buffer = bytes(6 * cells.length);
    for (int i = 0; i < cells.length; i += 2) {
      buffer.putInt((Integer) cells[i]).putDouble((Double) cells[i + 1]);
    }
    return Files.write(folder.resolve("periods.bin"), buffer.array());
  }

  @Test
  void weightsAreReadFromBothFormsInAnyOrder() throws IOException {
    PeriodWeights binary = weights(weightsFile(2, 0.25, 1, 0.75));
    PeriodWeights text = weights(text("periods.csv", "weighting,period_no", "0.75,1", "0.25,2"));
    for (PeriodWeights weights : new PeriodWeights[] {binary, text}) {
      assertThat(weights.periods()).isEqualTo(2);
      assertThat(weights.weight(1)).isEqualTo(0.75);
      assertThat(weights.weight(2)).isEqualTo(0.25);
      assertThat(weights.sum()).isEqualTo(1);
    }
  }

  @Test
  void badWeightsAreRefusedWithTheirPlace() throws IOException {
    assertBadWeights(
        weightsFile(1, 0.5, 1, 0.5), "record 2 (byte 12)", "period_no 1 a second time");
    assertBadWeights(
        weightsFile(1, 0.5, 3, 0.5), "record 2 (byte 12)", "period_no 3, expected 1 to 2");
    assertBadWeights(weightsFile(1, 0.5, -1, 0.5), "record 2 (byte 12)", "period_no -1");
    assertBadWeights(
        weightsFile(1, -0.5), "record 1 (byte 0)", "weighting -0.5, expected 0 or more");
    assertBadWeights(weightsFile(1, Double.NaN), "record 1 (byte 0)", "weighting NaN");
    assertBadWeights(weightsFile(), "periods.bin", "has no row");
    assertBadWeights(
        Files.write(folder.resolve("periods.bin"), new byte[13]), "periods.bin", "multiple of 12");
    assertBadWeights(
        text("p.csv", "period_no,weighting", "1,0.5", "1,0.5"), "p.csv:3", "second time");
    assertBadWeights(text("p.csv", "period_no,weighting", "2,1"), "p.csv:2", "expected 1 to 1");
    assertBadWeights(text("p.csv", "period_no,weighting"), "p.csv", "has no row");
    assertBadWeights(text("p.csv", "period_no,weight", "1,1"), "p.csv:1", "no column weighting");
  }

  private void assertBadWeights(Path file, String where, String message) {
    assertThatThrownBy(() -> weights(file))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(message);
  }
}
