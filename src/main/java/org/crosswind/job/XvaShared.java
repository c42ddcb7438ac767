package org.crosswind.job;

import java.util.List;
import org.crosswind.format.book.CurveBook;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaSettings;

/**
 * What all tasks of a night read: sent to each executor once.
 *
 * @param curves by id
 * @param models the run's list, for rows without a model of their own
 * @param settings what is the same for every set
 * @param bootstrap how sampling errors are estimated
 * @param kernels which kernels
 * @param parts the hidden folder that tasks write their part files into
 * @param bookParts the hidden folder for sums over sets ({@link BookParts}); empty when the run
 *     does not resample
 * @param hadoop what the run adds to each machine's Hadoop configuration
 */
record XvaShared(
    CurveBook curves,
    List<ModelSpec> models,
    XvaSettings settings,
    BootstrapSettings bootstrap,
    KernelVariant kernels,
    String parts,
    String bookParts,
    HadoopSettings hadoop) {
  XvaShared {
    models = List.copyOf(models);
  }
}
