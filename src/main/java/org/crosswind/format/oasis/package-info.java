/**
 * The files and streams of the Oasis loss modelling framework. The static tables of the financial
 * module (what they hold is in {@code model.insurance}) are read by {@link
 * org.crosswind.format.oasis.OasisStaticReader} from binary, text or Parquet and written by {@link
 * org.crosswind.format.oasis.OasisStaticWriter}; {@link org.crosswind.format.oasis.StaticTable}
 * owns their layout. The loss streams are in the classes whose names begin with {@code LossStream}.
 * Imports {@code model}, Hadoop's FileSystem, Parquet and fastcsv.
 */
package org.crosswind.format.oasis;
