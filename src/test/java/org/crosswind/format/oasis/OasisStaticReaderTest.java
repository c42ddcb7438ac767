package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crosswind.format.file.Storage;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OasisStaticReaderTest {
  @TempDir Path folder;

  @BeforeEach
  void aSmallPortfolio() throws IOException {
    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1,1\n2,1,1\n-3,2,1\n");
    write("fm_policytc.csv", "level_id,agg_id,layer_id,profile_id\n1,1,1,2\n2,1,1,1\n");
    write(
        "fm_profile.csv",
        "profile_id,calcrule_id,deductible1,deductible2,deductible3,attachment1,limit1,share1,"
            + "share2,share3\n1,100,0,0,0,0,0,0,0,0\n2,1,0.5,0,0,0,1e10,0,0,0\n");
    write("fm_xref.csv", "output,agg_id,layer_id\n1,1,1\n2,2,1\n3,3,1\n");
    write("items.csv", "item_id,coverage_id,areaperil_id,vulnerability_id,group_id\n1,1,7,2,1\n");
    write("coverages.csv", "coverage_id,tiv\n1,1250.75\n");
  }

  @Test
  void textFilesBecomeColumns() {
    FmStaticFiles files = read();

    assertThat(files.programme().fromAggId()).containsExactly(1, 2, -3);
    assertThat(files.programme().levelId()).containsExactly(1, 1, 2);
    assertThat(files.policyTc().profileId()).containsExactly(2, 1);
    assertThat(files.profile().calcRuleId()).containsExactly(100, 1);
    assertThat(files.profile().deductible1()).containsExactly(0f, 0.5f);
    assertThat(files.profile().limit1()).containsExactly(0f, 1e10f);
    assertThat(files.profile().stepped()).isFalse();
    assertThat(files.xref().outputId()).containsExactly(1, 2, 3);
    assertThat(files.items().orElseThrow().areaPerilId()).containsExactly(7);
    assertThat(files.coverages().orElseThrow().tiv()).containsExactly(1250.75f);
  }

  @Test
  void hadoopAndLocalFoldersReadTheSame() {
    HadoopStaticFolder hadoop =
        new HadoopStaticFolder(Storage.standard(), new org.apache.hadoop.fs.Path(folder.toUri()));

    assertThat(new OasisStaticReader(hadoop).read().programme()).isEqualTo(read().programme());
    assertThat(new OasisStaticReader(hadoop).read().profile()).isEqualTo(read().profile());
  }

  @Test
  void columnsAreFoundByNameWhateverTheirOrderAndCompany() throws IOException {
    write(
        "fm_programme.csv",
        "\uFEFF level_id , note,to_agg_id,from_agg_id\r\n1,hello,4,9\r\n\r\n2,,1,+4.0\r\n");

    FmStaticFiles files = read();

    assertThat(files.programme().fromAggId()).containsExactly(9, 4);
    assertThat(files.programme().toAggId()).containsExactly(4, 1);
    assertThat(files.programme().source().where(1)).endsWith("fm_programme.csv:4");
  }

  @Test
  void unsignedIdsKeepTheirBits() throws IOException {
    write(
        "items.csv",
        "item_id,coverage_id,areaperil_id,vulnerability_id,group_id\n1,1,4294967295,-2,3000000000\n");

    FmStaticFiles files = read();
    assertThat(files.items().orElseThrow().areaPerilId()).containsExactly(-1);

    for (StaticForm form : StaticForm.values()) {
      Path copy = folder.resolve(form.name());
      new OasisStaticWriter(new LocalStaticFolder(copy)).write(files, form);
      assertThat(new OasisStaticReader(new LocalStaticFolder(copy)).items())
          .as(form.name())
          .isEqualTo(files.items());
    }
  }

  @Test
  void binaryWinsOverText() throws IOException {
    Files.write(folder.resolve("fm_xref.bin"), new byte[] {9, 0, 0, 0, 8, 0, 0, 0, 7, 0, 0, 0});

    assertThat(read().xref().outputId()).containsExactly(9);
    assertThat(read().xref().aggId()).containsExactly(8);
    assertThat(read().xref().layerId()).containsExactly(7);
    assertThat(read().xref().source().where(0)).endsWith("fm_xref.bin record 1 (byte 0)");
  }

  @Test
  void theStepFileWinsUnlessItIsEmpty() throws IOException {
    String header = String.join(",", StaticTable.PROFILE_STEP.columnNames());
    write("fm_profile_step.csv", header + "\n");
    assertThat(read().profile().stepped()).isFalse();

    write("fm_profile_step.csv", header + "\n5,27,0,0,0,0,0,0,0,0,1,0.1,1,0.5,0,0,0,0.25\n");
    assertThat(read().profile().stepped()).isTrue();
    assertThat(read().profile().profileId()).containsExactly(5);
    assertThat(read().profile().steps().orElseThrow().scale2()).containsExactly(0.25f);
  }

  @Test
  void itemsAndCoveragesAreOptionalAndMayBeEmpty() throws IOException {
    Files.delete(folder.resolve("items.csv"));
    Files.write(folder.resolve("coverages.bin"), new byte[0]);

    assertThat(read().items()).isEmpty();
    assertThat(read().coverages()).isEmpty();
    assertThat(read().hasInsuredValues()).isFalse();
  }

  @Test
  void insuredValuesAreTheSecondColumnWhateverItsName() throws IOException {
    write("coverages.csv", "id,value\n1,10\n2,20\n");
    assertThat(read().coverages().orElseThrow().tiv()).containsExactly(10f, 20f);

    write("coverages.csv", "tiv,coverage_id\n10,1\n");
    assertFailure(FailureReason.MALFORMED, "coverages.csv:1", "tiv,coverage_id");
  }

  @Test
  void missingAndEmptyRequiredFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("fm_xref.csv"));
    assertFailure(FailureReason.MISSING, "fm_xref.csv", "fm_xref is required");

    Files.write(folder.resolve("fm_xref.bin"), new byte[0]);
    assertFailure(FailureReason.MISSING, "fm_xref.bin", "has no row");
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    write("fm_policytc.csv", "level_id,agg_id,policytc_id\n1,1,1\n");
    assertFailure(FailureReason.MISSING, "fm_policytc.csv:1", "no column layer_id, profile_id");
  }

  @Test
  void badCellsAreNamedWithLineColumnAndValue() throws IOException {
    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1,1\n2,one,1\n");
    assertFailure(FailureReason.MALFORMED, "fm_programme.csv:3", "level_id is 'one'");

    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1,2147483648\n");
    assertFailure(FailureReason.MALFORMED, "fm_programme.csv:2", "to_agg_id is '2147483648'");

    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1.5,1\n");
    assertFailure(FailureReason.MALFORMED, "fm_programme.csv:2", "level_id is '1.5'");

    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1\n");
    assertFailure(FailureReason.MALFORMED, "fm_programme.csv:2", "has 2 cells");

    write("fm_programme.csv", "");
    assertFailure(FailureReason.MISSING, "fm_programme.csv", "has no row");

    write("coverages.csv", "coverage_id,tiv\n1,0x1p3\n");
    write("fm_programme.csv", "from_agg_id,level_id,to_agg_id\n1,1,1\n");
    assertFailure(FailureReason.MALFORMED, "coverages.csv:2", "tiv is '0x1p3'");
  }

  @Test
  void aBinaryFileThatIsCutOffIsRefused() throws IOException {
    Files.write(folder.resolve("fm_programme.bin"), new byte[25]);
    assertFailure(FailureReason.MALFORMED, "fm_programme.bin", "has 25 bytes, expected a multiple");
  }

  @Test
  void aFolderInPlaceOfAFileIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("fm_programme.bin"));
    assertFailure(FailureReason.INVALID, "fm_programme.bin", "is a folder");
  }

  @Test
  void everyGoldenReadsTheSameFromEveryForm(@TempDir Path copies) throws IOException {
    List<Path> cases = FmGoldens.cases();
    for (Path golden : cases) {
      Path input = golden.resolve("input");
      FmStaticFiles binary = new OasisStaticReader(new LocalStaticFolder(input)).read();
      Path text = copies.resolve("text-" + golden.getFileName());
      Files.createDirectories(text);
      for (StaticTable table : StaticTable.values()) {
        Path csv = input.resolve(table.fileName(StaticForm.CSV));
        if (Files.exists(csv)) {
          Files.copy(csv, text.resolve(csv.getFileName()));
        }
      }
      FmStaticFiles fromText = new OasisStaticReader(new LocalStaticFolder(text)).read();
      assertSameTables(golden, fromText, binary);
    }
  }

  @Test
  void noGoldenHasAnError() {
    List<Path> cases = FmGoldens.cases();
    for (Path golden : cases) {
      FmStaticFiles files =
          new OasisStaticReader(new LocalStaticFolder(golden.resolve("input"))).read();
      FmReport report = FmValidator.validate(files, FmGoldens.allocationRule(golden));
      assertThat(report.errors()).as("%s", golden).isEmpty();
    }
  }

  @Test
  @Tag("slow")
  void everyGoldenSurvivesEveryConversion(@TempDir Path copies) throws IOException {
    List<Path> cases = FmGoldens.cases();
    for (Path golden : cases) {
      Path input = golden.resolve("input");
      FmStaticFiles files = new OasisStaticReader(new LocalStaticFolder(input)).read();
      for (StaticForm form : StaticForm.values()) {
        LocalStaticFolder copy =
            new LocalStaticFolder(copies.resolve(form + "-" + golden.getFileName()));
        List<String> written = new OasisStaticWriter(copy).write(files, form);
        assertThat(written).hasSize(6);
        assertSameTables(golden, new OasisStaticReader(copy).read(), files);
        if (form == StaticForm.BINARY) {
          for (String file : written) {
            assertThat(copies.resolve(form + "-" + golden.getFileName()).resolve(file))
                .hasSameBinaryContentAs(input.resolve(file));
          }
        }
      }
    }
  }

  private static void assertSameTables(Path golden, FmStaticFiles found, FmStaticFiles expected) {
    assertThat(found.programme()).as("%s", golden).isEqualTo(expected.programme());
    assertThat(found.policyTc()).as("%s", golden).isEqualTo(expected.policyTc());
    assertThat(found.profile()).as("%s", golden).isEqualTo(expected.profile());
    assertThat(found.xref()).as("%s", golden).isEqualTo(expected.xref());
    assertThat(found.items()).as("%s", golden).isEqualTo(expected.items());
    assertThat(found.coverages()).as("%s", golden).isEqualTo(expected.coverages());
  }

  private FmStaticFiles read() {
    return new OasisStaticReader(new LocalStaticFolder(folder)).read();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private void assertFailure(FailureReason reason, String where, String message) {
    ThrowingCallable reading = this::read;
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().reason()).isEqualTo(reason);
              assertThat(e.failure().where()).contains(where);
              assertThat(e.failure().message()).contains(message);
            });
  }
}
