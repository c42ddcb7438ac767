package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmTables;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks static files at random, in a way that only the seed decides, and reads and validates them:
 * the answer is tables, a report or a failure that names the file, never another exception, a hang
 * or the end of the memory.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OasisStaticFuzzTest {
  /** Numbers that programs stumble over. */
  private static final String[] WORDS = {
    "-1",
    "0",
    "2147483647",
    "-2147483648",
    "4294967296",
    "99999999999999999999",
    "nan",
    "inf",
    "-inf",
    "1e39",
    "1e-50",
    "",
    " ",
    "\"",
    "\n",
    ",",
    "x",
    "1.5",
    "0x10",
    "\u0661",
    "\r",
    "#",
    "-"
  };

  @ParameterizedTest
  @EnumSource(StaticForm.class)
  void brokenFilesGiveFailuresOrReports(StaticForm form) {
    run(form, 20261120L, form == StaticForm.PARQUET ? 300 : 1500);
  }

  @ParameterizedTest
  @Tag("slow")
  @EnumSource(StaticForm.class)
  void manyBrokenFilesGiveFailuresOrReports(StaticForm form) {
    run(form, 7L, form == StaticForm.PARQUET ? 2_000 : 20_000);
  }

  @Test
  void theFilesThatAreBrokenAreGoodAtFirst() {
    for (StaticForm form : StaticForm.values()) {
      MemoryFolder folder = folder(form);
      FmStaticFiles files = new OasisStaticReader(folder).read();
      assertThat(FmValidator.validate(files, 2).errors()).isEmpty();
      assertThat(files.profile().stepped()).isTrue();
    }
  }

  private static void run(StaticForm form, long seed, int rounds) {
    MemoryFolder good = folder(form);
    List<String> names = List.copyOf(good.files.keySet());
    int reports = 0;
    int failures = 0;
    for (int round = 0; round < rounds; round++) {
      SplittableRandom random = new SplittableRandom(seed + round);
      MemoryFolder broken = new MemoryFolder();
      broken.files.putAll(good.files);
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = mutate(good.files.get(name), form, random);
      broken.files.put(name, bytes);
      try {
        FmReport report =
            FmValidator.validate(new OasisStaticReader(broken).read(), random.nextInt(4));
        report.errorText(50);
        report.warningText(50);
        reports++;
      } catch (FailureException e) {
        assertThat(e.failure().where()).contains("memory");
        failures++;
      } catch (RuntimeException | Error e) {
        fail("seed " + (seed + round) + ", " + name + ": " + e, e);
      }
    }
    assertThat(reports).as("files that could be read").isPositive();
    assertThat(failures).as("files that could not").isPositive();
  }

  private static MemoryFolder folder(StaticForm form) {
    FmTables tables = new FmTables();
    for (int item = 1; item <= 12; item++) {
      tables.link(item, 1, (item + 1) / 2).item(item, item).coverage(1000 * item);
      for (int layer = 1; layer <= 2; layer++) {
        tables.output(2 * item + layer - 2, item, layer);
      }
    }
    for (int location = 1; location <= 6; location++) {
      tables.link(location, 2, (location + 2) / 3).policy(1, location, 1, 1 + location % 3);
    }
    for (int policy = 1; policy <= 2; policy++) {
      tables.policy(2, policy, 1, 4).policy(2, policy, 2, 4);
    }
    tables
        .profile(1, 100)
        .profile(2, 1, 10, 0, 0, 0, 5000)
        .profile(3, 4, 0.1f, 0, 0, 0, 5000)
        .step(4, 27, 1, 0.1f, 0.5f, 0.25f)
        .step(4, 27, 2, 0.5f, 1, 0.75f);
    MemoryFolder folder = new MemoryFolder();
    new OasisStaticWriter(folder).write(tables.build(), form);
    return folder;
  }

  private static byte[] mutate(byte[] good, StaticForm form, SplittableRandom random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : good) {
      bytes.add(b);
    }
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && !bytes.isEmpty(); i++) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(6)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(256));
        case 1 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
        case 2 -> bytes = new ArrayList<>(bytes.subList(0, at));
        case 3 -> bytes.addAll(at, List.copyOf(bytes.subList(at, bytes.size())));
        case 4 -> insert(bytes, at, form, random);
        default -> bytes.remove(at);
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  private static void insert(List<Byte> bytes, int at, StaticForm form, SplittableRandom random) {
    if (form == StaticForm.CSV) {
      byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
      for (int k = 0; k < word.length; k++) {
        bytes.add(at + k, word[k]);
      }
    } else {
      // A whole field, in its place, so that the file keeps its shape.
      int[] values = {
        -1, 0, 1, 2, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fc00000, 0x7f800000
      };
      int value = values[random.nextInt(values.length)];
      int field = at / 4 * 4;
      for (int k = 0; k < 4 && field + k < bytes.size(); k++) {
        bytes.set(field + k, (byte) (value >>> 8 * k));
      }
    }
  }

  @Test
  void aDeclaredSizeThatCannotBeIsRefusedBeforeItIsAllocated() {
    MemoryFolder folder = folder(StaticForm.BINARY);
    StaticFolder giant =
        new StaticFolder() {
          @Override
          public String name() {
            return "giant";
          }

          @Override
          public String name(String file) {
            return "giant/" + file;
          }

          @Override
          public java.util.OptionalLong length(String file) {
            return file.equals("fm_programme.bin")
                ? java.util.OptionalLong.of(12L << 40)
                : folder.length(file);
          }

          @Override
          public java.io.InputStream open(String file) {
            return folder.open(file);
          }

          @Override
          public java.io.OutputStream create(String file) {
            throw new AssertionError(Arrays.asList("nothing is written to", file).toString());
          }
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new OasisStaticReader(giant).read())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the heap is limited to");
  }
}
