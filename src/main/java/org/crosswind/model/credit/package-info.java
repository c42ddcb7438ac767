/**
 * The nouns of counterparty credit risk as validated values: grids, cubes, curves, model choices,
 * results. Start with {@link org.crosswind.model.credit.ExposureCube}. Imports {@code model.run}
 * and the JDK. Nothing here computes a risk figure.
 */
package org.crosswind.model.credit;
