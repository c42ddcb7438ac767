package org.crosswind.job.fm;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.engine.spark.WireFailure;
import org.crosswind.engine.spark.WireSerializer;
import org.crosswind.job.fm.FmPart.BadEvent;

/**
 * How slices, what was done with them, and compiled structures cross the wire: field by field, the
 * arrays of a structure in bulk.
 */
public final class FmWire implements KryoRegistrator {
  /** Called by Spark. */
  public FmWire() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo, FmSlice.class, (k, out, slice) -> writeSlice(out, slice), (k, in) -> readSlice(in));
    WireSerializer.register(
        kryo, FmPart.class, (k, out, part) -> writePart(out, part), (k, in) -> readPart(in));
    WireSerializer.register(
        kryo,
        FmStructure.class,
        (k, out, structure) -> writeStructure(out, structure),
        (k, in) -> readStructure(in));
  }

  private static void writeSlice(Output out, FmSlice slice) {
    out.writeInt(slice.analysis(), true);
    out.writeInt(slice.input(), true);
    out.writeLong(slice.firstEvent(), true);
    out.writeInt(slice.events(), true);
    out.writeLong(slice.offset(), true);
    out.writeLong(slice.length(), true);
  }

  private static FmSlice readSlice(Input in) {
    return new FmSlice(
        in.readInt(true),
        in.readInt(true),
        in.readLong(true),
        in.readInt(true),
        in.readLong(true),
        in.readLong(true));
  }

  private static void writePart(Output out, FmPart part) {
    out.writeInt(part.events(), true);
    out.writeLong(part.items(), true);
    out.writeInt(part.bad().size(), true);
    for (BadEvent bad : part.bad()) {
      out.writeLong(bad.event(), true);
      out.writeInt(bad.eventId());
      out.writeBoolean(bad.rest());
      WireFailure.write(out, bad.failure());
    }
  }

  private static FmPart readPart(Input in) {
    int events = in.readInt(true);
    long items = in.readLong(true);
    int count = in.readInt(true);
    List<BadEvent> bad = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long event = in.readLong(true);
      int eventId = in.readInt();
      boolean rest = in.readBoolean();
      bad.add(new BadEvent(event, eventId, rest, WireFailure.read(in)));
    }
    return new FmPart(events, items, bad);
  }

  private static void writeStructure(Output out, FmStructure structure) {
    try {
      DataOutputStream data = new DataOutputStream(out);
      structure.writeTo(data);
      // Not closed: the stream below belongs to Kryo.
      data.flush();
    } catch (IOException e) {
      throw new KryoException("cannot write a structure", e);
    }
  }

  private static FmStructure readStructure(Input in) {
    try {
      return FmStructure.readFrom(new DataInputStream(in));
    } catch (IOException e) {
      throw new KryoException("cannot read a structure", e);
    }
  }
}
