/**
 * Where files are: turning what a person wrote into a path, and opening it with a message that a
 * person understands. Start with {@link org.crosswind.format.file.Storage}. Imports {@code
 * model.run} and Hadoop's FileSystem.
 */
package org.crosswind.format.file;
