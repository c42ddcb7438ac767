package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.model.run.Failure;

/**
 * Registers the few classes that the engine itself sends: a molecule out, its outcomes back,
 * failures, and what Spark needs beside them. Payload classes are registered by the jobs that own
 * them, each in a {@link KryoRegistrator} of its own given to {@link SparkSettings}.
 */
public final class CrosswindKryo implements KryoRegistrator {
  /** Classes of Spark SQL that cross the wire and that Spark 3.5 does not register by itself. */
  private static final String[] SPARK_CLASSES = {
    "org.apache.spark.sql.types.ArrayType",
    "org.apache.spark.sql.catalyst.expressions.GenericRow",
    "org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema",
  };

  /** Called by Spark for each Kryo it makes. */
  public CrosswindKryo() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo, MoleculeBatch.class, CrosswindKryo::writeMolecule, CrosswindKryo::readMolecule);
    WireSerializer.register(
        kryo, OutcomeBatch.class, CrosswindKryo::writeOutcomes, CrosswindKryo::readOutcomes);
    WireSerializer.register(
        kryo,
        Failure.class,
        (k, output, failure) -> WireFailure.write(output, failure),
        (k, input) -> WireFailure.read(input));
    kryo.register(JavaPayload.class, new JavaPayload.Wire());
    kryo.register(JavaPayload[].class);
    kryo.register(HashMap.class);
    kryo.register(Double[].class);
    kryo.register(double[][].class);
    for (String name : SPARK_CLASSES) {
      kryo.register(classNamed(name));
    }
  }

  private static void writeMolecule(Kryo kryo, Output output, MoleculeBatch batch) {
    output.writeInt(batch.number, true);
    WireArrays.write(output, batch.indexes);
    WireArrays.write(output, batch.costs);
    for (Object input : batch.inputs) {
      kryo.writeClassAndObject(output, input);
    }
  }

  private static MoleculeBatch readMolecule(Kryo kryo, Input input) {
    int number = input.readInt(true);
    int[] indexes = WireArrays.readInts(input);
    long[] costs = WireArrays.readLongs(input);
    return new MoleculeBatch(number, indexes, costs, readObjects(kryo, input, indexes.length));
  }

  private static void writeOutcomes(Kryo kryo, Output output, OutcomeBatch batch) {
    output.writeInt(batch.number, true);
    WireArrays.write(output, batch.indexes);
    for (boolean failed : batch.failed) {
      output.writeBoolean(failed);
    }
    for (Object value : batch.values) {
      kryo.writeClassAndObject(output, value);
    }
    output.writeString(batch.stop);
  }

  private static OutcomeBatch readOutcomes(Kryo kryo, Input input) {
    int number = input.readInt(true);
    int[] indexes = WireArrays.readInts(input);
    boolean[] failed = new boolean[indexes.length];
    for (int i = 0; i < failed.length; i++) {
      failed[i] = input.readBoolean();
    }
    Object[] values = readObjects(kryo, input, indexes.length);
    return new OutcomeBatch(number, indexes, failed, values, input.readString());
  }

  private static Object[] readObjects(Kryo kryo, Input input, int count) {
    Object[] objects = new Object[count];
    for (int i = 0; i < count; i++) {
      objects[i] = kryo.readClassAndObject(input);
    }
    return objects;
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Spark has no class " + name, e);
    }
  }
}
