package org.crosswind.format.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;

/**
 * Parquet's dates, times and time stamps as text in the form of ISO 8601 (Apache Parquet,
 * LogicalTypes: DATE, TIME, TIMESTAMP; INT96 as Spark, Hive and Impala write it).
 */
final class ParquetTimes {
  /** The Julian day number of 1970-01-01. */
  private static final long EPOCH_JULIAN_DAY = 2_440_588;

  private static final long SECONDS_OF_DAY = 86_400;

  private ParquetTimes() {}

  /**
   * Text of a date, time or time stamp.
   *
   * @return null when the annotation is none of them
   */
  static String of(long value, LogicalTypeAnnotation meaning) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return LocalTime.ofNanoOfDay(value * (1_000_000_000L / perSecond(time.getUnit()))).toString();
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation stamp) {
      long perSecond = perSecond(stamp.getUnit());
      long seconds = Math.floorDiv(value, perSecond);
      long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
      return stamp.isAdjustedToUTC()
          ? Instant.ofEpochSecond(seconds, nanos).toString()
          : LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC).toString();
    }
    return null;
  }

  /** An instant: eight bytes nanoseconds of the day, four bytes Julian day, little-endian. */
  static String int96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = bytes.getLong();
    long day = bytes.getInt() - EPOCH_JULIAN_DAY;
    return Instant.ofEpochSecond(day * SECONDS_OF_DAY, nanosOfDay).toString();
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000L;
      case MICROS -> 1_000_000L;
      case NANOS -> 1_000_000_000L;
    };
  }
}
