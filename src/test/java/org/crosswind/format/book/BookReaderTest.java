package org.crosswind.format.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Path;
import java.util.Map;
import org.crosswind.format.TestFiles;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.BookTable;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookReaderTest {
  private static final String HEADER =
      "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values,model,"
          + "parameter,degrees_of_freedom";

  @TempDir Path folder;

  private Book read(String... lines) {
    return BookReader.read(STORAGE, TestFiles.write(folder, "book.csv", lines), false);
  }

  private static NettingSetRow row(Book book, int index) {
    Outcome<NettingSetRow> entry = book.entries().get(index);
    assertThat(entry).isInstanceOf(Done.class);
    assertThat(entry.index()).isEqualTo(index);
    return ((Done<NettingSetRow>) entry).value();
  }

  private static String failure(Book book, int index) {
    Outcome<NettingSetRow> entry = book.entries().get(index);
    assertThat(entry).isInstanceOf(Failed.class);
    assertThat(entry.index()).isEqualTo(index);
    return ((Failed<NettingSetRow>) entry).failure().oneLine();
  }

  @Test
  void theSampleOfTheDocumentationIsRead() {
    Book book =
        read(
            "netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values",
            "NS1,ACME,ACME,0.4,EUR,cubes/NS1.csv,undiscounted",
            "NS2,BETA,BETA,0.35,,netcube.csv#NS2,deflated");
    assertThat(book.size()).isEqualTo(2);
    NettingSetRow second = row(book, 1);
    assertThat(row(book, 0).discountCurve()).isEqualTo("EUR");
    assertThat(second.id()).isEqualTo("NS2");
    assertThat(second.hasDiscountCurve()).isFalse();
    assertThat(second.cube()).isEqualTo("netcube.csv#NS2");
    assertThat(second.cubeValues()).isEqualTo(CubeValues.DEFLATED);
    assertThat(second.model()).isEmpty();
    assertThat(second.where()).endsWith("book.csv:3");
  }

  @Test
  void columnsMayComeInAnyOrderAndTheOptionalOnesBeAbsent() {
    Book book =
        read("recovery,discount_curve,netting_set_id,credit_curve,counterparty_id", "0,,N,C,P");
    assertThat(row(book, 0).counterparty()).isEqualTo("P");
    assertThat(row(book, 0).hasCube()).isFalse();
    assertThat(row(book, 0).cubeValues()).isEqualTo(CubeValues.UNDISCOUNTED);
  }

  @Test
  void aRowMayHaveItsOwnModel() {
    Book book =
        read(
            HEADER,
            "a,P,C,0,,,,gaussian,0.3,",
            "b,P,C,0,,,,studentt,0.3,4",
            "c,P,C,0,,,,worst-case,,",
            "d,P,C,0,,,,com.bank.MyModel,2,");
    assertThat(row(book, 0).model()).contains(ModelSpec.of("gaussian", 0.3));
    assertThat(row(book, 1).model()).contains(new ModelSpec("studentt", 0.3, 4));
    assertThat(row(book, 2).model()).contains(ModelSpec.of("worst-case", 0));
    assertThat(row(book, 3).model()).contains(ModelSpec.of("com.bank.MyModel", 2));
  }

  @Test
  void everyProblemOfTheHeaderIsListedAtOnce() {
    assertThatThrownBy(() -> read("netting_set_id,credit_curve,colour,credit_curve", "a,b,c,d"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.MISSING))
        .hasMessageContaining("book.csv:1: ")
        .hasMessageContaining("column counterparty_id is missing")
        .hasMessageContaining("column recovery is missing")
        .hasMessageContaining("column discount_curve is missing")
        .hasMessageContaining("column 'colour' is unknown")
        .hasMessageContaining("column 'credit_curve' is there twice")
        .hasMessageContaining("expected the columns netting_set_id, counterparty_id");
  }

  @Test
  void unknownColumnsAreIgnoredWhenAllowed() {
    org.apache.hadoop.fs.Path file =
        TestFiles.write(folder, "book.csv", HEADER + ",colour", "a,P,C,0,,,,,,,red");
    assertThat(row(BookReader.read(STORAGE, file, true), 0).id()).isEqualTo("a");
    assertThatThrownBy(() -> BookReader.read(STORAGE, file, false))
        .hasMessageContaining("column 'colour' is unknown");
  }

  @Test
  void aBadRowIsAFailureAtItsIndexAndTheOthersGoOn() {
    Book book =
        read(
            HEADER,
            "a,P,C,0.4,,,,,,",
            "a,P,C,0.4,,,,,,",
            "b,P,C,1,,,,,,",
            "c,P,C,forty,,,,,,",
            "d,P,C,nan,,,,,,",
            "e,P,,0.4,,,,,,",
            ",P,C,0.4,,,,,,",
            "f,P,C,0.4",
            "g,P,C,0.4,,,discounted,,,",
            "h,P,C,0.4,,,,gausian,0.1,",
            "i,P,C,0.4,,,,gaussian,,",
            "j,P,C,0.4,,,,gaussian,inf,",
            "k,P,C,0.4,,,,studentt,0.1,",
            "l,P,C,0.4,,,,frank,0.1,3",
            "m,P,C,0.4,,,,,0.1,",
            "z,P,C,0.4,,,,,,",
            "n,P,C,0.4,,,,independent,0,");
    assertThat(row(book, 0).id()).isEqualTo("a");
    assertThat(failure(book, 1))
        .contains("book.csv:3: netting_set_id 'a' is already at")
        .contains("book.csv:2, expected a new id [INVALID]");
    assertThat(failure(book, 2))
        .contains("book.csv:4: recovery is 1.0, expected a number in [0, 1)");
    assertThat(failure(book, 3)).contains("book.csv:5: recovery is 'forty', expected a number");
    assertThat(failure(book, 4)).contains("recovery is NaN, expected a number in [0, 1)");
    assertThat(failure(book, 5)).contains("book.csv:7: credit_curve is empty, expected a value");
    assertThat(failure(book, 6)).contains("book.csv:8: netting_set_id is empty, expected a value");
    assertThat(failure(book, 7)).contains("book.csv:9: the row has 4 cells, expected 10");
    assertThat(failure(book, 8)).contains("'discounted', expected undiscounted or deflated");
    assertThat(failure(book, 9)).contains("model is 'gausian', expected one of clayton, frank");
    assertThat(failure(book, 10)).contains("parameter is empty, expected a number for model");
    assertThat(failure(book, 11)).contains("parameter is Infinity, expected a finite number");
    assertThat(failure(book, 12)).contains("degrees_of_freedom is empty");
    assertThat(failure(book, 13)).contains("degrees_of_freedom is given for model frank");
    assertThat(failure(book, 14)).contains("given without a model");
    assertThat(row(book, 15).id()).isEqualTo("z");
    assertThat(failure(book, 16))
        .contains("book.csv:18: parameter is given for model independent, expected none");
    assertThat(book.rows()).extracting(Done::index).containsExactly(0, 15);
    assertThat(book.ids()).startsWith("a", "a", "b").endsWith("z", "n").contains("");
  }

  @Test
  void aParquetBookIsReadLikeACsvBook() {
    org.apache.hadoop.fs.Path file = TestFiles.path(folder.resolve("book.parquet"));
    try (ParquetTableWriter out =
        new ParquetTableWriter(STORAGE, file, BookTable.SCHEMA, Map.of())) {
      out.setString(BookTable.NETTING_SET_ID, "NS1");
      out.setString(BookTable.COUNTERPARTY_ID, "P");
      out.setString(BookTable.CREDIT_CURVE, "C");
      out.setString(BookTable.DISCOUNT_CURVE, "");
      out.setDouble(BookTable.RECOVERY, 0.25);
      out.endRow();
      out.setString(BookTable.NETTING_SET_ID, "NS2");
      out.setString(BookTable.COUNTERPARTY_ID, "P");
      out.setString(BookTable.CREDIT_CURVE, "C");
      out.setString(BookTable.DISCOUNT_CURVE, "");
      out.setDouble(BookTable.RECOVERY, -0.25);
      out.endRow();
    }
    Book book = BookReader.read(STORAGE, file, false);
    assertThat(row(book, 0).recovery()).isEqualTo(0.25);
    assertThat(row(book, 0).hasDiscountCurve()).isFalse();
    assertThat(failure(book, 1)).contains("book.parquet row 2: recovery is -0.25");
  }

  @Test
  void aFileThatIsNotATableIsRefusedAsAWhole() {
    assertThatThrownBy(
            () -> BookReader.read(STORAGE, TestFiles.path(folder.resolve("no.csv")), false))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(
            () -> BookReader.read(STORAGE, TestFiles.write(folder, "b.parquet", HEADER), false))
        .hasMessageContaining("b.parquet: cannot be read as Parquet");
    assertThatThrownBy(
            () -> BookReader.read(STORAGE, TestFiles.write(folder, "b.json", "{}"), false))
        .hasMessageContaining("expected a .csv or .parquet file");
  }
}
