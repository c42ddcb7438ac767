package org.crosswind.job;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.spark.WireArrays;
import org.crosswind.engine.spark.WireFailure;
import org.crosswind.engine.spark.WireSerializer;
import org.crosswind.format.book.CurveBook;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.ScenarioResampling;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.Failure;

/**
 * How the three classes of a night of XVA cross the wire: the atom out, the summary back, and what
 * all tasks share. Each is written field by field, arrays in bulk; the reader builds it through its
 * constructor, so that what arrives has been checked.
 */
public final class XvaWire implements KryoRegistrator {
  /** Called by Spark. */
  public XvaWire() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo, XvaAtom.class, (k, out, atom) -> writeAtom(out, atom), (k, in) -> readAtom(in));
    WireSerializer.register(
        kryo,
        XvaSummary.class,
        (k, out, summary) -> writeSummary(out, summary),
        (k, in) -> readSummary(in));
    WireSerializer.register(
        kryo,
        XvaShared.class,
        (k, out, shared) -> writeShared(out, shared),
        (k, in) -> readShared(in));
  }

  private static void writeAtom(Output out, XvaAtom atom) {
    NettingSetRow row = atom.row();
    out.writeString(row.id());
    out.writeString(row.counterparty());
    out.writeString(row.creditCurve());
    out.writeDouble(row.recovery());
    out.writeString(row.discountCurve());
    out.writeString(row.cube());
    out.writeString(row.cubeValues().name());
    out.writeBoolean(row.model().isPresent());
    row.model().ifPresent(model -> writeModel(out, model));
    out.writeString(row.where());
    CubeWire.write(out, atom.cube());
  }

  private static XvaAtom readAtom(Input in) {
    NettingSetRow row =
        new NettingSetRow(
            in.readString(),
            in.readString(),
            in.readString(),
            in.readDouble(),
            in.readString(),
            in.readString(),
            CubeValues.valueOf(in.readString()),
            in.readBoolean() ? Optional.of(readModel(in)) : Optional.empty(),
            in.readString());
    return new XvaAtom(row, CubeWire.read(in));
  }

  private static void writeSummary(Output out, XvaSummary summary) {
    out.writeString(summary.id());
    out.writeString(summary.counterparty());
    out.writeDouble(summary.baselineCva());
    out.writeDouble(summary.worstCaseCva());
    out.writeDouble(summary.eepe());
    WireArrays.write(out, summary.peakPfe());
    WireArrays.write(out, summary.models());
    WireArrays.write(out, summary.parameters());
    WireArrays.write(out, summary.degreesOfFreedom());
    WireArrays.write(out, summary.wwrCva());
    WireArrays.write(out, summary.alpha());
  }

  private static XvaSummary readSummary(Input in) {
    return new XvaSummary(
        in.readString(),
        in.readString(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        WireArrays.readDoubles(in),
        WireArrays.readStrings(in),
        WireArrays.readDoubles(in),
        WireArrays.readDoubles(in),
        WireArrays.readDoubles(in),
        WireArrays.readDoubles(in));
  }

  private static void writeShared(Output out, XvaShared shared) {
    writeCurves(out, shared.curves());
    out.writeInt(shared.models().size(), true);
    shared.models().forEach(model -> writeModel(out, model));
    XvaSettings settings = shared.settings();
    WireArrays.write(
        out, settings.pfeQuantiles().stream().mapToDouble(Double::doubleValue).toArray());
    out.writeString(settings.probability().name());
    out.writeString(settings.nonFinite().name());
    out.writeInt(settings.firstYearToleranceDays());
    writeBootstrap(out, shared.bootstrap());
    out.writeString(shared.kernels().name());
    out.writeString(shared.parts());
    out.writeString(shared.bookParts());
    HadoopWire.write(out, shared.hadoop());
  }

  private static XvaShared readShared(Input in) {
    CurveBook curves = readCurves(in);
    int count = in.readInt(true);
    List<ModelSpec> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      models.add(readModel(in));
    }
    List<Double> quantiles = new ArrayList<>();
    for (double q : WireArrays.readDoubles(in)) {
      quantiles.add(q);
    }
    XvaSettings settings =
        new XvaSettings(
            quantiles,
            ProbabilityForm.valueOf(in.readString()),
            NonFinitePolicy.valueOf(in.readString()),
            in.readInt());
    return new XvaShared(
        curves,
        models,
        settings,
        readBootstrap(in),
        KernelVariant.valueOf(in.readString()),
        in.readString(),
        in.readString(),
        HadoopWire.read(in));
  }

  private static void writeBootstrap(Output out, BootstrapSettings bootstrap) {
    out.writeInt(bootstrap.replicates());
    out.writeDouble(bootstrap.confidence());
    out.writeString(bootstrap.method().name());
    out.writeString(bootstrap.resampling().name());
    out.writeLong(bootstrap.seed());
    out.writeBoolean(bootstrap.sharedScenarios());
  }

  private static BootstrapSettings readBootstrap(Input in) {
    return new BootstrapSettings(
        in.readInt(),
        in.readDouble(),
        IntervalMethod.valueOf(in.readString()),
        ScenarioResampling.valueOf(in.readString()),
        in.readLong(),
        in.readBoolean());
  }

  private static void writeModel(Output out, ModelSpec model) {
    out.writeString(model.name());
    out.writeDouble(model.parameter());
    out.writeDouble(model.degreesOfFreedom());
  }

  private static ModelSpec readModel(Input in) {
    return new ModelSpec(in.readString(), in.readDouble(), in.readDouble());
  }

  private static void writeCurves(Output out, CurveBook curves) {
    out.writeString(curves.file());
    out.writeInt(curves.credit().size(), true);
    curves
        .credit()
        .forEach(
            (id, curve) -> {
              out.writeString(id);
              if (curve instanceof HazardCurve hazard) {
                out.writeBoolean(true);
                WireArrays.write(out, hazard.knots());
                WireArrays.write(out, hazard.hazards());
              } else if (curve instanceof SurvivalCurve survival) {
                out.writeBoolean(false);
                WireArrays.write(out, survival.times());
                WireArrays.write(out, survival.values());
              } else {
                throw new IllegalStateException("a credit curve of " + curve.getClass());
              }
            });
    out.writeInt(curves.discount().size(), true);
    curves
        .discount()
        .forEach(
            (id, curve) -> {
              out.writeString(id);
              WireArrays.write(out, curve.times());
              WireArrays.write(out, curve.values());
            });
    writeFailures(out, curves.badCredit());
    writeFailures(out, curves.badDiscount());
  }

  private static CurveBook readCurves(Input in) {
    String file = in.readString();
    Map<String, CreditCurve> credit = new HashMap<>();
    int credits = in.readInt(true);
    for (int i = 0; i < credits; i++) {
      String id = in.readString();
      boolean hazard = in.readBoolean();
      double[] times = WireArrays.readDoubles(in);
      double[] values = WireArrays.readDoubles(in);
      credit.put(
          id, hazard ? new HazardCurve(id, times, values) : new SurvivalCurve(id, times, values));
    }
    Map<String, DiscountCurve> discount = new HashMap<>();
    int discounts = in.readInt(true);
    for (int i = 0; i < discounts; i++) {
      String id = in.readString();
      discount.put(
          id, new DiscountCurve(id, WireArrays.readDoubles(in), WireArrays.readDoubles(in)));
    }
    // Rows that belong to no curve concern no task; the driver reports them.
    return new CurveBook(file, credit, discount, readFailures(in), readFailures(in), List.of());
  }

  private static void writeFailures(Output out, Map<String, Failure> failures) {
    out.writeInt(failures.size(), true);
    failures.forEach(
        (id, failure) -> {
          out.writeString(id);
          WireFailure.write(out, failure);
        });
  }

  private static Map<String, Failure> readFailures(Input in) {
    Map<String, Failure> failures = new HashMap<>();
    int count = in.readInt(true);
    for (int i = 0; i < count; i++) {
      failures.put(in.readString(), WireFailure.read(in));
    }
    return failures;
  }
}
