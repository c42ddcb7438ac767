package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file promises is checked before memory is taken for it: in a JVM of 96 MB, no error. */
@Tag("slow")
class DeclaredSizesTest {
  @TempDir Path folder;

  @Test
  void aFileThatPromisesTooMuchIsRefusedWithItsNameAndTheValue() throws Exception {
    Path bombs = Files.createDirectories(folder.resolve("more"));
    HostileSizes.bomb(bombs);
    String[] convert = {
      "convert", "--from", bombs + "", "--to", folder.resolve("parquet") + "", "--as", "parquet"
    };
    assertThat(Main.run(convert, new PrintWriter(new StringWriter()))).isZero();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx96m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HostileSizes.class.getName(), folder.toString()));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    List<String> said = Files.readAllLines(folder.resolve("report"));
    assertThat(said).hasSize(10);
    assertLine(said.get(0), "csv: 3 ", "bomb.csv:", "8388608 values", "need 64 MB");
    assertLine(said.get(1), "ore rows: 3 ", "ore.csv:4", "1000000000");
    assertLine(said.get(2), "ore storage: 3 ", "storage.csv:1", "promises 1000000000 samples");
    assertLine(said.get(3), "store record: 3 ", "offset 0", "1000000000 scenarios");
    assertLine(said.get(4), "store file: 3 ", "offset 0", "1000000000 values", "need 7629 MB");
    assertLine(said.get(5), "parquet: 3 ", "row 1", "MB of memory");
    assertLine(said.get(6), "programme id: 3 ", "fm_programme.csv:6", "2000000000");
    assertLine(said.get(7), "programme records: 3 ", "fm_programme.bin", "1000000000 records");
    assertLine(said.get(8), "samples 1000000000: 3 ", "samples.bin: byte 4", "1000000000");
    assertLine(said.get(9), "samples 16777216: 3 ", "16777216", "336 MB");
  }

  private static void assertLine(String line, String begins, String... contains) {
    assertThat(line).startsWith(begins).contains(contains);
  }
}
