package org.crosswind.job;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.Map;
import org.crosswind.engine.spark.WireArrays;

/** How {@link HadoopSettings} cross the wire inside what the tasks of a job share. */
public final class HadoopWire {
  private HadoopWire() {}

  /** Writes all settings. */
  public static void write(Output out, HadoopSettings hadoop) {
    WireArrays.write(out, hadoop.values().keySet().toArray(String[]::new));
    WireArrays.write(out, hadoop.values().values().toArray(String[]::new));
  }

  /** Reads what {@link #write} wrote. */
  public static HadoopSettings read(Input in) {
    String[] keys = WireArrays.readStrings(in);
    String[] values = WireArrays.readStrings(in);
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      settings.put(keys[i], values[i]);
    }
    return new HadoopSettings(settings);
  }
}
