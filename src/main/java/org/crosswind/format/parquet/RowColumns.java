package org.crosswind.format.parquet;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Readers of the columns of one row group, to be pulled value by value, which costs no object per
 * value. Parquet insists on converters to push values to; nothing is ever pushed to these.
 */
final class RowColumns {
  private final ColumnReadStoreImpl store;

  RowColumns(PageReadStore pages, MessageType schema, String createdBy) {
    this.store = new ColumnReadStoreImpl(pages, new Unused(schema), schema, createdBy);
  }

  ColumnReader column(ColumnDescriptor descriptor) {
    return store.getColumnReader(descriptor);
  }

  private static final class Unused extends GroupConverter {
    private final Map<Integer, Converter> children = new HashMap<>();

    Unused(GroupType group) {
      for (int i = 0; i < group.getFieldCount(); i++) {
        Type field = group.getType(i);
        children.put(
            i, field.isPrimitive() ? new PrimitiveConverter() {} : new Unused(field.asGroupType()));
      }
    }

    @Override
    public Converter getConverter(int fieldIndex) {
      return children.get(fieldIndex);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
