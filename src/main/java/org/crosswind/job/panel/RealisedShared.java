package org.crosswind.job.panel;

import org.crosswind.job.HadoopSettings;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.market.ResamplingSettings;

/**
 * What all tasks that compute realised measures share.
 *
 * @param settings of the bootstrap
 * @param kernels which kernels
 * @param parts the hidden folder that tasks write their part files into
 * @param hadoop what the run adds to each machine's Hadoop configuration
 */
record RealisedShared(
    ResamplingSettings settings, KernelVariant kernels, String parts, HadoopSettings hadoop) {}
