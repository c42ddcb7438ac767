package org.crosswind.job.panel;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.spark.WireArrays;
import org.crosswind.engine.spark.WireFailure;
import org.crosswind.engine.spark.WireSerializer;
import org.crosswind.format.market.PriceLayout;
import org.crosswind.format.market.StockFile;
import org.crosswind.job.HadoopWire;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.FeatureSettings;
import org.crosswind.model.market.RejectedRow;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.market.RowRules;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Failure;

/**
 * How the classes of a panel cross the wire. Each is written field by field, arrays in bulk; the
 * reader builds it through its constructor, so that what arrives has been checked.
 */
public final class PanelWire implements KryoRegistrator {
  /** Called by Spark. */
  public PanelWire() {}

  @Override
  public void registerClasses(Kryo kryo) {
    WireSerializer.register(
        kryo, StockFile.class, (k, out, file) -> writeFile(out, file), (k, in) -> readFile(in));
    WireSerializer.register(
        kryo,
        ReadShared.class,
        (k, out, shared) -> writeReadShared(out, shared),
        (k, in) -> readReadShared(in));
    WireSerializer.register(
        kryo, StockRead.class, (k, out, stock) -> writeStock(out, stock), (k, in) -> readStock(in));
    WireSerializer.register(
        kryo,
        DaySeries.class,
        (k, out, day) -> {
          out.writeString(day.stock());
          writeDay(out, day);
        },
        (k, in) -> readDay(in, in.readString()));
    WireSerializer.register(
        kryo,
        CellSummary.class,
        (k, out, summary) -> out.writeDouble(summary.rv()),
        (k, in) -> new CellSummary(in.readDouble()));
    WireSerializer.register(
        kryo,
        RealisedShared.class,
        (k, out, shared) -> writeRealisedShared(out, shared),
        (k, in) -> readRealisedShared(in));
    WireSerializer.register(
        kryo, StockDays.class, (k, out, stock) -> writeDays(out, stock), (k, in) -> readDays(in));
    WireSerializer.register(
        kryo,
        FeatureShared.class,
        (k, out, shared) -> writeFeatureShared(out, shared),
        (k, in) -> readFeatureShared(in));
  }

  private static void writeFile(Output out, StockFile file) {
    out.writeString(file.stock());
    out.writeString(file.path());
    out.writeLong(file.bytes());
  }

  private static StockFile readFile(Input in) {
    return new StockFile(in.readString(), in.readString(), in.readLong());
  }

  private static void writeReadShared(Output out, ReadShared shared) {
    PriceLayout layout = shared.layout();
    WireArrays.write(out, layout.endings().toArray(String[]::new));
    out.writeChar(layout.separator());
    out.writeChar(layout.decimalSeparator());
    out.writeInt(layout.headerLines());
    out.writeInt(layout.dayColumn());
    out.writeInt(layout.timeColumn());
    out.writeInt(layout.priceColumn());
    out.writeString(layout.table().stock());
    out.writeString(layout.table().day());
    out.writeString(layout.table().time());
    out.writeString(layout.table().price());
    out.writeString(layout.zone().getId());
    out.writeString(shared.rules().badRow().name());
    out.writeString(shared.rules().duplicateTime().name());
    out.writeString(shared.rules().unsorted().name());
    HadoopWire.write(out, shared.hadoop());
  }

  private static ReadShared readReadShared(Input in) {
    PriceLayout layout =
        new PriceLayout(
            List.of(WireArrays.readStrings(in)),
            in.readChar(),
            in.readChar(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            new PriceLayout.TableColumns(
                in.readString(), in.readString(), in.readString(), in.readString()),
            ZoneId.of(in.readString()));
    RowRules rules =
        new RowRules(
            RowRules.BadRow.valueOf(in.readString()),
            RowRules.DuplicateTime.valueOf(in.readString()),
            RowRules.Unsorted.valueOf(in.readString()));
    return new ReadShared(layout, rules, HadoopWire.read(in));
  }

  private static void writeStock(Output out, StockRead stock) {
    out.writeString(stock.stock());
    out.writeString(stock.source());
    writeFailure(out, stock.failure());
    out.writeLong(stock.irregular());
    out.writeInt(stock.days().size(), true);
    for (DayRead day : stock.days()) {
      out.writeLong(day.day().toEpochDay());
      out.writeInt(day.rows());
      out.writeInt(day.irregular());
      writeFailure(out, day.failure());
      if (day.series().isPresent()) {
        writeDay(out, day.series().get());
      }
    }
    out.writeInt(stock.rejected().size(), true);
    for (RejectedRow row : stock.rejected()) {
      out.writeLong(row.day().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE));
      WireFailure.write(out, row.failure());
      out.writeString(row.action().name());
    }
  }

  private static StockRead readStock(Input in) {
    String stock = in.readString();
    String source = in.readString();
    Optional<Failure> failure = readFailure(in);
    long irregular = in.readLong();
    List<DayRead> days = new ArrayList<>();
    for (int left = in.readInt(true); left > 0; left--) {
      LocalDate day = LocalDate.ofEpochDay(in.readLong());
      int rows = in.readInt();
      int odd = in.readInt();
      Optional<Failure> why = readFailure(in);
      Optional<DaySeries> series =
          why.isPresent() ? Optional.empty() : Optional.of(readDay(in, stock));
      days.add(new DayRead(day, rows, odd, series, why));
    }
    List<RejectedRow> rejected = new ArrayList<>();
    for (int left = in.readInt(true); left > 0; left--) {
      long day = in.readLong();
      rejected.add(
          new RejectedRow(
              stock,
              day == Long.MIN_VALUE ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(day)),
              WireFailure.read(in),
              RejectedRow.Action.valueOf(in.readString())));
    }
    return new StockRead(stock, source, days, failure, rejected, irregular);
  }

  /** All but the stock. */
  private static void writeDay(Output out, DaySeries day) {
    out.writeLong(day.day().toEpochDay());
    WireArrays.write(out, day.times());
    WireArrays.write(out, day.prices());
  }

  private static DaySeries readDay(Input in, String stock) {
    return DaySeries.ofOwned(
        stock,
        LocalDate.ofEpochDay(in.readLong()),
        WireArrays.readInts(in),
        WireArrays.readDoubles(in));
  }

  private static void writeDays(Output out, StockDays stock) {
    out.writeString(stock.stock());
    out.writeInt(stock.days().size(), true);
    stock.days().forEach(day -> writeDay(out, day));
  }

  private static StockDays readDays(Input in) {
    String stock = in.readString();
    List<DaySeries> days = new ArrayList<>();
    for (int left = in.readInt(true); left > 0; left--) {
      days.add(readDay(in, stock));
    }
    return new StockDays(stock, days);
  }

  private static void writeRealisedShared(Output out, RealisedShared shared) {
    ResamplingSettings settings = shared.settings();
    out.writeInt(settings.replicates());
    out.writeDouble(settings.confidence());
    out.writeString(settings.scheme().name());
    out.writeString(settings.interval().name());
    out.writeInt(settings.blockLength());
    out.writeLong(settings.seed());
    out.writeDouble(settings.daysPerYear());
    out.writeString(shared.kernels().name());
    out.writeString(shared.parts());
    HadoopWire.write(out, shared.hadoop());
  }

  private static RealisedShared readRealisedShared(Input in) {
    ResamplingSettings settings =
        new ResamplingSettings(
            in.readInt(),
            in.readDouble(),
            ResamplingSettings.Scheme.valueOf(in.readString()),
            ResamplingSettings.Interval.valueOf(in.readString()),
            in.readInt(),
            in.readLong(),
            in.readDouble());
    return new RealisedShared(
        settings, KernelVariant.valueOf(in.readString()), in.readString(), HadoopWire.read(in));
  }

  private static void writeFeatureShared(Output out, FeatureShared shared) {
    FeatureSettings settings = shared.settings();
    out.writeString(settings.frequency().name());
    out.writeInt(settings.movingAverage());
    out.writeInt(settings.volatility());
    out.writeInt(settings.rsi());
    out.writeDouble(settings.daysPerYear());
    out.writeDouble(settings.riskFreeRate());
    out.writeString(shared.parts());
    HadoopWire.write(out, shared.hadoop());
  }

  private static FeatureShared readFeatureShared(Input in) {
    FeatureSettings settings =
        new FeatureSettings(
            FeatureSettings.Frequency.valueOf(in.readString()),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readDouble(),
            in.readDouble());
    return new FeatureShared(settings, in.readString(), HadoopWire.read(in));
  }

  private static void writeFailure(Output out, Optional<Failure> failure) {
    out.writeBoolean(failure.isPresent());
    if (failure.isPresent()) {
      WireFailure.write(out, failure.get());
    }
  }

  private static Optional<Failure> readFailure(Input in) {
    return in.readBoolean() ? Optional.of(WireFailure.read(in)) : Optional.empty();
  }
}
