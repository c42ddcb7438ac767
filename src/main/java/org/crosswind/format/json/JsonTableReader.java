package org.crosswind.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.TableSchema;
import org.crosswind.format.table.TextRows;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Rows of an array of flat JSON objects, as {@link JsonTableWriter} writes it; rows are numbered
 * from 1. JSON has no header: the columns are those that the caller expects, and a key that is not
 * one of them is passed over. What JSON cannot write, NaN and the infinities, comes back as null.
 */
public final class JsonTableReader extends TextRows {
  private final Path path;
  private final String file;
  private final JsonParser json;
  private final List<String> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final String[] cells;
  private long row;

  /**
   * Opens a file.
   *
   * @param schema the columns to look for
   * @throws FailureException when it is absent or not an array
   */
  public JsonTableReader(Storage storage, Path path, TableSchema schema) {
    this.path = path;
    this.file = Storage.name(path);
    this.columns = schema.names();
    this.cells = new String[columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      places.put(columns.get(c), c);
    }
    boolean complete = false;
    JsonParser parser = null;
    try {
      parser = new JsonFactory().createParser(storage.openUnpacked(path));
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw malformed("is no JSON array", "an array of objects");
      }
      complete = true;
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      if (!complete && parser != null) {
        close(parser);
      }
    }
    this.json = parser;
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public String headerPlace() {
    return file;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    try {
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        return false;
      }
      row++;
      if (token != JsonToken.START_OBJECT) {
        throw malformed("is " + (token == null ? "cut off" : "no object"), "an object");
      }
      Arrays.fill(cells, null);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        Integer place = places.get(json.currentName());
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
          json.skipChildren();
        } else if (place != null && value != JsonToken.VALUE_NULL) {
          cells[place] = json.getText();
        }
      }
      return true;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String where() {
    return file + " row " + row;
  }

  @Override
  public void checkShape() {
    // An object may leave keys out; each cell is checked when it is asked for.
  }

  @Override
  public boolean isNull(int column) {
    return cells[column] == null;
  }

  @Override
  protected String text(int column) {
    return cells[column].strip();
  }

  @Override
  protected String nullText() {
    return "is absent or null";
  }

  private FailureException malformed(String found, String expected) {
    return FailureException.of(
        FailureReason.MALFORMED, row == 0 ? file : where(), found + ", expected " + expected);
  }

  private FailureException unreadable(IOException e) {
    return e instanceof com.fasterxml.jackson.core.JsonProcessingException
        ? malformed("is not JSON: " + e.getMessage().lines().findFirst().orElse(""), "JSON")
        : Storage.failure(path, "read", e);
  }

  private void close(JsonParser parser) {
    try {
      parser.close();
    } catch (IOException e) {
      throw Storage.failure(path, "close", e);
    }
  }

  @Override
  public void close() {
    close(json);
  }
}
