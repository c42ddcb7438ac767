package org.crosswind.job;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.spark.WireSerializer;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;

/** How references to cubes, and the index rows of a store, cross the wire. */
public final class CubeWire implements KryoRegistrator {
  /** Called by Spark. */
  public CubeWire() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo, CubeReference.class, (k, out, cube) -> write(out, cube), (k, in) -> read(in));
    WireSerializer.register(
        kryo,
        CubeStoreEntry.class,
        (k, out, entry) -> writeEntry(out, entry),
        (k, in) -> readEntry(in));
  }

  static void write(Output out, CubeReference cube) {
    out.writeString(cube.nettingSetId());
    out.writeString(cube.kind().name());
    out.writeString(cube.path());
    out.writeString(cube.cubeId());
    out.writeLong(cube.position());
    out.writeLong(cube.length());
    out.writeInt(cube.scenarios());
    out.writeInt(cube.tenors());
    out.writeString(cube.type().name());
    out.writeLong(cube.checksum());
  }

  static CubeReference read(Input in) {
    return new CubeReference(
        in.readString(),
        CubeReference.Kind.valueOf(in.readString()),
        in.readString(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        CellType.valueOf(in.readString()),
        in.readLong());
  }

  private static void writeEntry(Output out, CubeStoreEntry entry) {
    out.writeString(entry.id());
    out.writeString(entry.file());
    out.writeLong(entry.offset());
    out.writeLong(entry.length());
    out.writeInt(entry.scenarios());
    out.writeInt(entry.tenors());
    out.writeString(entry.type().name());
    out.writeLong(entry.checksum());
  }

  private static CubeStoreEntry readEntry(Input in) {
    return new CubeStoreEntry(
        in.readString(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        CellType.valueOf(in.readString()),
        in.readLong());
  }
}
