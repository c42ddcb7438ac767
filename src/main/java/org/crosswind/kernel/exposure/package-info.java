/**
 * Numbers along the tenors of one netting set: profiles, their averages, and the CVA sum.
 *
 * <p>Start with {@link org.crosswind.kernel.exposure.Profiles}. Imports the JDK only.
 */
package org.crosswind.kernel.exposure;
