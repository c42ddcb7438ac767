/**
 * Runs molecules and puts outcomes in order. Knows nothing of what atoms mean. Start with {@link
 * org.crosswind.engine.Engine}. Imports {@code plan}, {@code model.run} and the JDK.
 */
package org.crosswind.engine;
