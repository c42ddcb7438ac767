package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OasisConverterTest {
  @TempDir Path folder;

  private final OasisConverter converter = new OasisConverter(Storage.standard());

  @Test
  @Tag("slow")
  void everyGoldenStreamSurvivesTextAndParquet() throws IOException {
    List<Path> streams = new ArrayList<>();
    for (Path golden : FmGoldens.cases()) {
      for (String name : List.of("gul", "fm", "fm_net")) {
        if (Files.exists(golden.resolve(name + ".bin"))) {
          streams.add(golden.resolve(name + ".bin"));
        }
      }
    }
    for (Path stream : streams) {
      LossStreamHeader header;
      try (InputStream in = Files.newInputStream(stream);
          LossStreamReader reader = LossStreamReader.open("golden", in)) {
        header = reader.header();
      }
      Path csv = folder.resolve("a.csv");
      Path parquet = folder.resolve("a.parquet");
      Path again = folder.resolve("a.bin");
      String id = stream.endsWith("gul.bin") ? LossTable.ITEM_ID : LossTable.OUTPUT_ID;

      convert(stream, csv, Optional.empty(), id);
      convert(csv, again, Optional.of(header), id);
      assertThat(again).as("%s", stream).hasSameBinaryContentAs(stream);

      convert(stream, parquet, Optional.empty(), id);
      convert(parquet, again, Optional.empty(), id);
      assertThat(again).as("%s", stream).hasSameBinaryContentAs(stream);

      // The reference's own text, where the published goldens stand beside the project.
      Path published =
          Path.of("../shared/goldens/fm")
              .resolve(stream.getParent().getFileName())
              .resolve(stream.getFileName().toString().replace(".bin", ".csv"));
      if (Files.exists(published)) {
        assertThat(withoutMarks(csv)).as("%s", stream).isEqualTo(withoutMarks(published));
      }
    }
  }

  /** The rows, without those of sample 0, which the golden's text does not have. */
  private static List<String> withoutMarks(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .filter(line -> !line.matches("-?\\d+,\\d+,0,.*"))
        .toList();
  }

  @Test
  void itemsWithoutLossesAndTheSameItemTwiceAreToldApart() throws IOException {
    LossBuffer items = new LossBuffer();
    for (int[] item :
        new int[][] {{1, 1, 3}, {1, 1, 4}, {1, 1, 0}, {1, 1, 0}, {1, 2, 5}, {2, 2, 1}}) {
      items.beginItem(item[0], item[1]);
      for (int sidx = 1; sidx <= item[2]; sidx++) {
        items.pair(sidx, sidx / 3f);
      }
      items.endItem();
    }
    Path stream = folder.resolve("s.bin");
    try (LossStreamWriter writer =
        new LossStreamWriter("s", Files.newOutputStream(stream), new LossStreamHeader(1, 2, 7))) {
      writer.append(items);
    }
    Path csv = folder.resolve("s.csv");
    convert(stream, csv, Optional.empty(), LossTable.ITEM_ID);
    assertThat(Files.readAllLines(csv)).contains("1,1,0,0.0").doesNotContain("1,2,0,0.0");

    Path again = folder.resolve("t.bin");
    convert(csv, again, Optional.of(new LossStreamHeader(1, 2, 7)), LossTable.ITEM_ID);
    assertThat(again).hasSameBinaryContentAs(stream);

    Path parquet = folder.resolve("s.parquet");
    convert(stream, parquet, Optional.empty(), LossTable.ITEM_ID);
    convert(parquet, again, Optional.empty(), LossTable.ITEM_ID);
    assertThat(again).hasSameBinaryContentAs(stream);
  }

  @Test
  void textWithoutAHeaderTakesTheGreatestSampleFound() throws IOException {
    Path csv = folder.resolve("s.csv");
    Files.writeString(csv, "loss,sidx,output_id,event_id\n0.5,-1,7,3\n1e3,9,7,3\n");
    Path stream = folder.resolve("s.bin");
    convert(csv, stream, Optional.empty(), LossTable.OUTPUT_ID);
    try (LossStreamReader reader = LossStreamReader.open("s", Files.newInputStream(stream))) {
      assertThat(reader.header()).isEqualTo(new LossStreamHeader(2, 1, 9));
    }
  }

  @Test
  void aBrokenTableIsNamedAndNothingIsPublished() throws IOException {
    Path csv = folder.resolve("s.csv");
    Path stream = folder.resolve("s.bin");
    Files.writeString(csv, "event_id,item_id,sidx,loss\n1,1,1,2.5\n1,1,x,2.5\n");
    assertThatThrownBy(() -> convert(csv, stream, Optional.empty(), LossTable.ITEM_ID))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("s.csv:3")
        .hasMessageContaining("sidx is 'x', expected a whole number");

    Files.writeString(csv, "event_id,item_id,sidx,loss\n1,1,8,2.5\n");
    assertThatThrownBy(
            () ->
                convert(
                    csv, stream, Optional.of(LossStreamHeader.lossStream(7)), LossTable.ITEM_ID))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("sidx is 8, expected -5 to -1, 1 to 7");

    Files.writeString(csv, "event_id,sidx,loss\n1,1,2.5\n");
    assertThatThrownBy(() -> convert(csv, stream, Optional.empty(), LossTable.ITEM_ID))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("no column item_id");

    assertThatThrownBy(
            () -> convert(csv, folder.resolve("t.csv"), Optional.empty(), LossTable.ITEM_ID))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("expected another ending");
    assertThat(folder.toFile().list()).containsExactly("s.csv");
  }

  @Test
  void aFolderOfStaticTablesIsConvertedAsAWhole() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.writeString(from.resolve("fm_xref.csv"), "output,agg_id,layer_id\n1,2,3\n");
    Files.writeString(from.resolve("coverages.csv"), "coverage_id,tiv\n1,5.5\n");
    assertThat(converter.staticTables(path(from), path(folder.resolve("to")), StaticForm.BINARY))
        .containsExactly(
            folder.resolve("to/fm_xref.bin").toString(),
            folder.resolve("to/coverages.bin").toString());
    assertThat(Files.readAllBytes(folder.resolve("to/coverages.bin"))).hasSize(4);

    Files.writeString(from.resolve("coverages.csv"), "coverage_id,tiv\n7,5.5\n");
    assertThatThrownBy(
            () -> converter.staticTables(path(from), path(folder.resolve("to")), StaticForm.BINARY))
        .hasMessageContaining("coverages.csv:2")
        .hasMessageContaining("has coverage_id 7, expected 1");

    assertThatThrownBy(
            () -> converter.staticTables(path(folder), path(folder.resolve("x")), StaticForm.CSV))
        .hasMessageContaining("has no static table");
  }

  private void convert(Path from, Path to, Optional<LossStreamHeader> header, String idColumn) {
    converter.stream(path(from), path(to), header, idColumn);
  }

  private static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
