package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosswind.format.cube.CubeCatalog;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CubeConversionTest {
  private static final HadoopSettings FULL =
      new HadoopSettings(
          Map.of("fs.full.impl", FullDisk.class.getName(), "fs.full.impl.disable.cache", "true"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(CubeConversion.Form.class)
  void aFullDiskIsNoBadCubeAndEndsTheConversion(CubeConversion.Form form) throws Exception {
    Molecule<CubeReference> cubes = cubes("1,2\n" + "1.25,2.5\n".repeat(500));
    Path into = Files.createDirectories(folder.resolve("full"));
    CubeConversion conversion = new CubeConversion(form, CellType.FLOAT64, "full://" + into, FULL);
    assertThatThrownBy(() -> conversion.apply(cubes))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("full:")
        .hasMessageContaining("No space left on device")
        .hasMessageEndingWith("[IO]");
  }

  @Test
  void aBadCubeIsAFailureOfItsOwn() throws Exception {
    Molecule<CubeReference> cubes = cubes("1,2\n1,2\n3,x\n");
    Path into = Files.createDirectories(folder.resolve("into"));
    List<Outcome<CubeStoreEntry[]>> outcomes =
        new CubeConversion(
                CubeConversion.Form.CSV, CellType.FLOAT64, into.toString(), HadoopSettings.NONE)
            .apply(cubes);
    assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Failed);
  }

  private Molecule<CubeReference> cubes(String text) throws Exception {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.writeString(csv.resolve("A.csv"), text);
    Files.writeString(csv.resolve("B.csv"), text);
    List<Atom<CubeReference>> atoms = new ArrayList<>();
    for (CubeReference cube :
        CubeCatalog.open(Storage.standard(), Storage.path(csv.toString())).all()) {
      atoms.add(new Atom<>(atoms.size(), 1, cube));
    }
    return new Molecule<>(0, atoms);
  }
}
