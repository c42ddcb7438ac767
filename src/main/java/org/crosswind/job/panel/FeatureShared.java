package org.crosswind.job.panel;

import org.crosswind.job.HadoopSettings;
import org.crosswind.model.market.FeatureSettings;

/**
 * What all tasks that compute features share.
 *
 * @param settings which features
 * @param parts the hidden folder that tasks write their part files into
 * @param hadoop what the run adds to each machine's Hadoop configuration
 */
record FeatureShared(FeatureSettings settings, String parts, HadoopSettings hadoop) {}
