package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.crosswind.format.file.Storage;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.model.insurance.OccurrenceFiles;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmManifestReaderTest {
  @TempDir Path folder;

  @Test
  void pathsAreRelativeToTheManifestAndOptionalCellsHaveDefaults() throws IOException {
    List<FmAnalysis> analyses =
        read(
            """
            run_id,static,input,allocation_rule,net_loss,output,net_output,sort_output
            house,house/input,house/gul.bin,2,,out/house.bin,,
            marine,/data/marine,a.bin; b.bin,3,both,out/m.bin,out/mn.bin,true
            """);
    assertThat(analyses)
        .containsExactly(
            new FmAnalysis(
                "house",
                folder + "/house/input",
                List.of(folder + "/house/gul.bin"),
                2,
                Losses.GROSS,
                folder + "/out/house.bin",
                Optional.empty(),
                false),
            new FmAnalysis(
                "marine",
                "/data/marine",
                List.of(folder + "/a.bin", folder + "/b.bin"),
                3,
                Losses.BOTH,
                folder + "/out/m.bin",
                Optional.of(folder + "/out/mn.bin"),
                true));
    assertThat(read("output,input,static,run_id,allocation_rule\no,i,s,r,0\n"))
        .extracting(FmAnalysis::losses)
        .containsExactly(Losses.GROSS);
  }

  @Test
  void occurrencesAndPeriodsAreOptionalAndAreFilesOrANumber() throws IOException {
    assertThat(
            read(
                """
                run_id,static,input,allocation_rule,output,occurrences,periods
                a,s,i.bin,2,a.bin,in/occurrence.bin,
                b,s,i.bin,2,b.bin,in/occurrence.csv,1000
                c,s,i.bin,2,c.bin,/data/occurrence.bin,in/periods.bin
                d,s,i.bin,2,d.bin,,
                """))
        .extracting(FmAnalysis::occurrences)
        .containsExactly(
            Optional.of(new OccurrenceFiles(folder + "/in/occurrence.bin", Optional.empty())),
            Optional.of(new OccurrenceFiles(folder + "/in/occurrence.csv", Optional.of("1000"))),
            Optional.of(
                new OccurrenceFiles(
                    "/data/occurrence.bin", Optional.of(folder + "/in/periods.bin"))),
            Optional.empty());
    assertThatThrownBy(
            () ->
                read(
                    """
                    run_id,static,input,allocation_rule,output,occurrences,periods
                    a,s,i.bin,2,a.bin,o.bin,0
                    b,s,i.bin,2,b.bin,,12
                    c,s,i.bin,2,c.bin,../o.bin,99999999999
                    """))
        .hasMessageContaining("4 problems")
        .hasMessageContaining("m.csv:2: periods '0'; expected 1 to 2147483647, or a file")
        .hasMessageContaining("m.csv:3: periods '12' without occurrences; expected both, or none")
        .hasMessageContaining("m.csv:4: '../o.bin'")
        .hasMessageContaining("m.csv:4: periods '99999999999'");
  }

  @Test
  void allProblemsOfAllRowsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    run_id,static,input,allocation_rule,net_loss,output,net_output,sort_output
                    a,s,i.bin,7,gross,a.bin,,true
                    a,s,i.bin,0,net,b.bin,,true
                    c/d,s,i.bin;,1,both,b.bin,,maybe
                    e,,b.bin,1,half,e.bin,f.bin,
                    g,s,a.bin,1,,g.bin,,
                    h,s
                    """))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("13 problems")
        .hasMessageContaining("m.csv:2: allocation_rule '7'; expected 0, 1, 2 or 3")
        .hasMessageContaining("m.csv:3: run_id 'a' as in " + folder + "/m.csv:2")
        .hasMessageContaining("m.csv:3: net_loss net with allocation_rule 0; expected gross")
        .hasMessageContaining("m.csv:4: run_id 'c/d'; expected letters")
        .hasMessageContaining("m.csv:4: input 'i.bin;'")
        .hasMessageContaining("m.csv:4: output " + folder + "/b.bin as in " + folder + "/m.csv:3")
        .hasMessageContaining("m.csv:4: net_loss both without net_output")
        .hasMessageContaining("m.csv:4: sort_output 'maybe'; expected true or false")
        .hasMessageContaining("m.csv:5: static is empty")
        .hasMessageContaining("m.csv:5: net_loss 'half'; expected gross, net or both")
        .hasMessageContaining("m.csv:5: net_output with net_loss gross; expected none")
        .hasMessageContaining(
            "m.csv:6: input " + folder + "/a.bin is written by " + folder + "/m.csv:2")
        .hasMessageContaining("m.csv:7");
  }

  @Test
  void rowsStayWhereTheyMay() throws IOException {
    String header = "run_id,static,input,allocation_rule,output\n";
    assertThatThrownBy(() -> read(header + "a,../s,i.bin,2,o.bin\n"))
        .hasMessageContaining("m.csv:2: '../s' leads to " + folder.getParent() + "/s, expected");
    assertThatThrownBy(() -> read(header + "a,s,s3a://bucket/i.bin,2,hdfs://host/o.bin\n"))
        .hasMessageContaining("leads to s3a://bucket/i.bin")
        .hasMessageContaining("leads to hdfs://host/o.bin");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
    assertThatThrownBy(() -> read(header + "a,link/s,i.bin,2,o.bin\n"))
        .hasMessageContaining("'link/s' leads to /s");
    assertThat(read(header + "a,/data/s,x/../i.bin,2,o.bin\n")).hasSize(1);

    org.apache.hadoop.fs.Path manifest = new org.apache.hadoop.fs.Path(folder + "/m.csv");
    FmManifestReader confined =
        new FmManifestReader(
            Storage.standard(), List.of(new org.apache.hadoop.fs.Path("/data/oasis")));
    assertThatThrownBy(() -> confined.read(manifest))
        .hasMessageContaining("'/data/s' leads to /data/s, expected a place below /data/oasis or ")
        .hasMessageContaining("--root");
    Files.writeString(folder.resolve("m.csv"), header + "a,/data/oasis/s,i.bin,2,o.bin\n");
    assertThat(confined.read(manifest)).hasSize(1);
  }

  @Test
  void headersAreChecked() {
    assertThatThrownBy(() -> read("run_id,static,input,rule,output\na,b,c,2,d\n"))
        .hasMessageContaining("m.csv:1: unknown column 'rule'")
        .hasMessageContaining("m.csv:1: no column allocation_rule");
    assertThatThrownBy(() -> read("run_id,static,input,allocation_rule,output\n"))
        .hasMessageContaining("no row; expected at least one analysis");
  }

  private List<FmAnalysis> read(String text) throws IOException {
    Path file = folder.resolve("m.csv");
    Files.writeString(file, text);
    return new FmManifestReader(Storage.standard())
        .read(new org.apache.hadoop.fs.Path(file.toUri().getPath()));
  }
}
