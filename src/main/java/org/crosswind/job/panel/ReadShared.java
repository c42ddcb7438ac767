package org.crosswind.job.panel;

import org.crosswind.format.market.PriceLayout;
import org.crosswind.job.HadoopSettings;
import org.crosswind.model.market.RowRules;

/**
 * What all tasks that read stock files share.
 *
 * @param layout where day, time and price stand
 * @param rules what becomes of irregular rows
 * @param hadoop what the run adds to each machine's Hadoop configuration
 */
record ReadShared(PriceLayout layout, RowRules rules, HadoopSettings hadoop) {}
