package org.crosswind.job.bootstrap;

import java.util.List;
import org.crosswind.calc.stats.BootstrapSpec;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * What all tasks read: sent to each executor once.
 *
 * @param spec what is computed
 * @param groups the rows of each group, all in one shared array
 * @param kernels which kernels
 */
record BootstrapShared(BootstrapSpec spec, List<GroupSample> groups, KernelVariant kernels) {
  BootstrapShared {
    groups = List.copyOf(groups);
  }
}
