/**
 * Exposure cubes wherever they are: {@link org.crosswind.format.cube.CubeCatalog} finds them in the
 * driver, {@link org.crosswind.format.cube.CubeReference} travels to a task, {@link
 * org.crosswind.format.cube.CubeReader} reads them there. Conversions between the formats are here
 * too. Imports {@code model} and the format packages below it.
 */
package org.crosswind.format.cube;
