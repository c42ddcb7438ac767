/**
 * One netting set from start to end in plain Java: cube and curves in, exposure profiles, CVA and
 * the wrong-way figures of each dependence model out; and the searches and fits around it. Start
 * with {@link org.crosswind.calc.xva.XvaCalculator}. Imports {@code kernel} and {@code model}.
 */
package org.crosswind.calc.xva;
