/**
 * The command {@code panel}: prices of many stocks in; realised measures with their intervals,
 * features and performance figures out. Start with {@link org.crosswind.job.panel.PanelJob}.
 * Imports everything.
 */
package org.crosswind.job.panel;
