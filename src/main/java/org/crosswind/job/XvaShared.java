package org.crosswind.job;

import java.util.List;
import org.crosswind.format.book.CurveBook;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaSettings;

/**
 * What all tasks of a night read: sent to each executor once.
 *
 * @param curves by id
 * @param models the run's list, for rows without a model of their own
 * @param settings what is the same for every set
 * @param kernels which kernels
 * @param parts the hidden folder that tasks write their part files into
 * @param hadoop what the run adds to each machine's Hadoop configuration
 */
record XvaShared(
    CurveBook curves,
    List<ModelSpec> models,
    XvaSettings settings,
    KernelVariant kernels,
    String parts,
    HadoopSettings hadoop) {
  XvaShared {
    models = List.copyOf(models);
  }
}
