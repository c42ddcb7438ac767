/**
 * The nouns of an insurer's analysis: the static tables of the Oasis financial module, column by
 * column as they are in the files, what may be wrong with them, and what is known of each
 * calculation rule. Start with {@link org.crosswind.model.insurance.FmStaticFiles}, then {@link
 * org.crosswind.model.insurance.FmValidator}. Imports the JDK and {@code model.run}.
 *
 * <p>The tables are columns of primitive arrays, since a portfolio has millions of rows. The arrays
 * are handed out as they are and must not be written to by anybody who did not make them.
 */
package org.crosswind.model.insurance;
