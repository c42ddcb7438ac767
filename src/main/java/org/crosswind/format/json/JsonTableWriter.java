package org.crosswind.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowBuffer;
import org.crosswind.format.table.TableSchema;

/**
 * One table as one JSON array, an object a row and a row a line, so that a JSON parser reads the
 * file and {@code grep} reads its rows. Every column is in every object; null and numbers that are
 * not finite are {@code null}. UTF-8; doubles are written so that reading gives the same bits.
 *
 * <pre>
 * [
 * {"input_index":0,"netting_set_id":"NS1","model":"hullwhite","alpha":1.25},
 * {"input_index":1,"netting_set_id":"NS2","model":"hullwhite","alpha":0.87}
 * ]
 * </pre>
 */
public final class JsonTableWriter extends RowBuffer {
  private final Path path;
  private final JsonGenerator json;

  /** Creates or replaces the file. */
  public JsonTableWriter(Storage storage, Path path, TableSchema schema) {
    super(schema);
    this.path = path;
    try {
      this.json = new JsonFactory().createGenerator((OutputStream) storage.create(path));
      json.setPrettyPrinter(new RowPerLine());
      json.writeStartArray();
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  @Override
  protected void write() {
    try {
      json.writeStartObject();
      for (int i = 0; i < schema().size(); i++) {
        json.writeFieldName(schema().column(i).name());
        if (isNull(i)) {
          json.writeNull();
        } else {
          value(i);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  private void value(int column) throws IOException {
    switch (schema().column(column).type()) {
      case BOOLEAN -> json.writeBoolean(booleanAt(column));
      case INT, LONG -> json.writeNumber(longAt(column));
      case DOUBLE -> number(doubleAt(column));
      case STRING -> json.writeString(stringAt(column));
      case DOUBLE_ARRAY -> {
        json.writeStartArray();
        for (double value : doublesAt(column)) {
          number(value);
        }
        json.writeEndArray();
      }
    }
  }

  private void number(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  @Override
  public void close() {
    try {
      if (!json.isClosed()) {
        if (rows() > 0) {
          json.writeRaw('\n');
        }
        json.writeEndArray();
        json.writeRaw('\n');
        json.close();
      }
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  /** A line feed before each object of the outer array and nowhere else. */
  private static final class RowPerLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator g) throws IOException {
      if (g.getOutputContext().getParent().inRoot()) {
        g.writeRaw('\n');
      }
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(g.getOutputContext().getParent().inRoot() ? ",\n" : ",");
    }
  }
}
