package org.crosswind.format.oasis;

import org.crosswind.model.insurance.SampleLanes;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The first eight bytes of a loss stream.
 *
 * @param sourceType 1 or 2: see {@link LossStreamLayout}
 * @param aggregationType 1 for items, 2 for coverages; kept, not interpreted
 * @param maxSample greatest sample index, in [0, {@link SampleLanes#MAX_SAMPLES}]
 */
public record LossStreamHeader(int sourceType, int aggregationType, int maxSample) {

  /** The header of the streams that the financial module writes. */
  public static LossStreamHeader lossStream(int maxSample) {
    return new LossStreamHeader(
        LossStreamLayout.SOURCE_LOSS, LossStreamLayout.AGGREGATION_ITEM, maxSample);
  }

  /** The header as bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[LossStreamLayout.HEADER_BYTES];
    LossStreamLayout.putInt(bytes, 0, sourceType << 24 | aggregationType & 0xFFFFFF);
    LossStreamLayout.putInt(bytes, 4, maxSample);
    return bytes;
  }

  /**
   * Reads and checks a header.
   *
   * @param name the stream, for messages
   * @param bytes at least the first {@code count} bytes of the stream
   * @param count how many there are
   * @throws FailureException for less than eight bytes, a source type that is no loss stream, or a
   *     greatest sample out of range
   */
  public static LossStreamHeader parse(String name, byte[] bytes, int count) {
    if (count < LossStreamLayout.HEADER_BYTES) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          name + ": byte " + count,
          "the stream ends after "
              + count
              + " bytes, expected a header of "
              + LossStreamLayout.HEADER_BYTES);
    }
    int type = LossStreamLayout.intAt(bytes, 0);
    int source = type >>> 24;
    if (source != LossStreamLayout.SOURCE_GROUND_UP && source != LossStreamLayout.SOURCE_LOSS) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          name + ": byte 3",
          "unsupported stream type "
              + source
              + sourceName(source)
              + ", expected 2 (loss stream) or 1 (ground-up stream)");
    }
    int maxSample = LossStreamLayout.intAt(bytes, 4);
    if (maxSample < 0 || maxSample > SampleLanes.MAX_SAMPLES) {
      throw FailureException.of(
          FailureReason.INVALID,
          name + ": byte 4",
          "greatest sample index "
              + maxSample
              + ", expected a number from 0 to "
              + SampleLanes.MAX_SAMPLES);
    }
    return new LossStreamHeader(source, type & 0xFFFFFF, maxSample);
  }

  private static String sourceName(int source) {
    return switch (source) {
      case 0 -> " (cdf)";
      case 3 -> " (summary)";
      default -> "";
    };
  }
}
