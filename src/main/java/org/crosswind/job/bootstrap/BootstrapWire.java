package org.crosswind.job.bootstrap;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.calc.stats.BootstrapSpec;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.calc.stats.SampleStatistic;
import org.crosswind.engine.spark.WireArrays;
import org.crosswind.engine.spark.WireSerializer;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.Resampling;

/** How the classes of the bootstrap cross the wire, field by field. */
public final class BootstrapWire implements KryoRegistrator {
  /** Called by Spark. */
  public BootstrapWire() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo,
        BootstrapAtom.class,
        (k, out, atom) -> {
          out.writeInt(atom.group(), true);
          out.writeInt(atom.first(), true);
          out.writeInt(atom.count(), true);
        },
        (k, in) -> new BootstrapAtom(in.readInt(true), in.readInt(true), in.readInt(true)));
    WireSerializer.register(
        kryo, BlockResult.class, (k, out, r) -> writeResult(out, r), (k, in) -> readResult(in));
    WireSerializer.register(
        kryo,
        BootstrapShared.class,
        (k, out, shared) -> writeShared(out, shared),
        (k, in) -> readShared(in));
  }

  private static void writeResult(Output out, BlockResult result) {
    WireArrays.write(out, result.replicates());
    GroupFigures figures = result.figures();
    out.writeBoolean(figures != null);
    if (figures != null) {
      WireArrays.write(out, figures.numbers());
      for (String problem : figures.problems()) {
        out.writeString(problem);
      }
    }
  }

  private static BlockResult readResult(Input in) {
    double[] replicates = WireArrays.readDoubles(in);
    if (!in.readBoolean()) {
      return new BlockResult(replicates, null);
    }
    double[] numbers = WireArrays.readDoubles(in);
    String[] problems = new String[numbers.length / GroupFigures.WIDTH];
    for (int s = 0; s < problems.length; s++) {
      problems[s] = in.readString();
    }
    return new BlockResult(replicates, new GroupFigures(numbers, problems));
  }

  private static void writeShared(Output out, BootstrapShared shared) {
    BootstrapSpec spec = shared.spec();
    out.writeInt(spec.statistics().size(), true);
    spec.statistics().forEach(s -> out.writeString(s.name()));
    out.writeString(spec.method().name());
    out.writeString(spec.quantiles().name());
    out.writeString(spec.scheme().name());
    out.writeInt(spec.blockLength(), true);
    out.writeInt(spec.replicates(), true);
    out.writeDouble(spec.confidence());
    out.writeLong(spec.seed());
    out.writeString(shared.kernels().name());
    List<GroupSample> groups = shared.groups();
    WireArrays.write(out, groups.isEmpty() ? new double[0] : groups.get(0).values());
    out.writeInt(groups.size(), true);
    for (GroupSample group : groups) {
      out.writeString(group.id());
      out.writeInt(group.from(), true);
      WireArrays.write(out, group.strata());
    }
  }

  private static BootstrapShared readShared(Input in) {
    List<SampleStatistic> statistics = new ArrayList<>();
    for (int s = in.readInt(true); s > 0; s--) {
      statistics.add(SampleStatistic.named(in.readString()));
    }
    BootstrapSpec spec =
        new BootstrapSpec(
            statistics,
            Intervals.Method.valueOf(in.readString()),
            QuantileType.valueOf(in.readString()),
            Resampling.Scheme.valueOf(in.readString()),
            in.readInt(true),
            in.readInt(true),
            in.readDouble(),
            in.readLong());
    KernelVariant kernels = KernelVariant.valueOf(in.readString());
    double[] values = WireArrays.readDoubles(in);
    List<GroupSample> groups = new ArrayList<>();
    for (int g = in.readInt(true); g > 0; g--) {
      groups.add(
          new GroupSample(in.readString(), values, in.readInt(true), WireArrays.readInts(in)));
    }
    return new BootstrapShared(spec, groups, kernels);
  }
}
