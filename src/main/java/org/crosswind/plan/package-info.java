/**
 * Packs atoms into molecules: order, cost, packing. Start with {@link
 * org.crosswind.plan.MoleculePlanner}. Imports {@code model.run} and the JDK.
 */
package org.crosswind.plan;
