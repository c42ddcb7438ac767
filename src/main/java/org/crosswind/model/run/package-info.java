/** The nouns of a run: atoms' outcomes, failures. Imports the JDK only. */
package org.crosswind.model.run;
