/**
 * Runs molecules and puts outcomes in order. Knows nothing of what atoms mean. Start with {@link
 * org.crosswind.engine.Engine}; {@link org.crosswind.engine.AtomFunctions} makes what it runs.
 * Imports {@code plan}, {@code model.run} and the JDK.
 */
package org.crosswind.engine;
