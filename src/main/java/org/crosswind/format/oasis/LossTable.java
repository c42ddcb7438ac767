package org.crosswind.format.oasis;

import java.util.List;
import org.crosswind.format.oasis.StaticTable.Column;
import org.crosswind.format.oasis.StaticTable.Type;

/**
 * A loss stream as a table: a row for each pair, in the order of the stream.
 *
 * <pre>
 * event_id,item_id,sidx,loss          (or output_id, when it came out of the financial module)
 * 1,1,-1,1250.5
 * 1,1,1,980.25
 * 1,2,0,0.0
 * </pre>
 *
 * The rows of one event and item that follow each other are one item of the stream. Where that does
 * not tell items apart - an item without any loss, or the same item again - a row of sample index 0
 * (the stream's own delimiter) ends the item; elsewhere it is left out. So a stream becomes a table
 * and a stream again without loss, but for what a table has no place for: type and greatest sample
 * of the header, which Parquet keeps in the footer and text does not.
 */
public final class LossTable {
  /** Name of the second column for ground-up streams. */
  public static final String ITEM_ID = "item_id";

  /** Name of the second column for streams of the financial module. */
  public static final String OUTPUT_ID = "output_id";

  /** Footer key: source and aggregation type of the stream, two numbers with a blank. */
  static final String TYPE_KEY = "oasis.stream.type";

  /** Footer key: greatest sample index of the stream. */
  static final String MAX_SAMPLE_KEY = "oasis.stream.max_sample_index";

  private LossTable() {}

  /** The four columns. */
  static List<Column> columns(String idColumn) {
    return List.of(
        new Column("event_id", Type.INTEGER),
        new Column(idColumn, Type.INTEGER),
        new Column("sidx", Type.INTEGER),
        new Column("loss", Type.REAL));
  }

  /** Takes the rows of a table one by one. */
  @FunctionalInterface
  interface RowWriter {
    /** One row; the loss as its bits. */
    void row(int event, int id, int sidx, int lossBits);
  }

  /** Turns events of a stream into rows. Used for one stream from its begin to its end. */
  static final class Rows {
    private final LossEventView view = new LossEventView();
    private boolean any;
    private int lastEvent;
    private int lastId;
    private boolean lastEnded;

    /** All rows of a batch. */
    void write(LossEventBatch batch, RowWriter to) {
      for (int e = 0; e < batch.size(); e++) {
        view.moveTo(batch, e);
        int event = view.eventId();
        for (int i = 0; i < view.itemCount(); i++) {
          int id = view.itemId(i);
          if (any && !lastEnded && event == lastEvent && id == lastId) {
            to.row(lastEvent, lastId, 0, 0);
          }
          int pairs = view.pairCount(i);
          for (int p = 0; p < pairs; p++) {
            to.row(event, id, view.sidx(i, p), Float.floatToRawIntBits(view.loss(i, p)));
          }
          if (pairs == 0) {
            to.row(event, id, 0, 0);
          }
          any = true;
          lastEnded = pairs == 0;
          lastEvent = event;
          lastId = id;
        }
      }
    }
  }

  /** Turns rows into the bytes of a stream. */
  static final class Items implements RowWriter {
    private final LossBuffer buffer = new LossBuffer();
    private boolean open;
    private int event;
    private int id;
    private int maxSample;

    @Override
    public void row(int rowEvent, int rowId, int sidx, int lossBits) {
      if (open && (rowEvent != event || rowId != id)) {
        end();
      }
      if (!open) {
        buffer.beginItem(rowEvent, rowId);
        open = true;
        event = rowEvent;
        id = rowId;
      }
      if (sidx == 0) {
        end();
      } else {
        buffer.pair(sidx, Float.intBitsToFloat(lossBits));
        maxSample = Math.max(maxSample, sidx);
      }
    }

    /** Ends the last item. */
    void end() {
      if (open) {
        buffer.endItem();
        open = false;
      }
    }

    /** Holds the items ended; the caller clears it. */
    LossBuffer buffer() {
      return buffer;
    }

    /** The greatest sample index met, 0 for none. */
    int maxSample() {
      return maxSample;
    }
  }
}
