package org.crosswind.job.config;

import org.crosswind.format.Tables;
import org.crosswind.kernel.ops.KernelVariant;

/**
 * The keys under {@code crosswind.run}; {@code conf/reference.conf} describes each.
 *
 * @param id name of the run
 * @param output Hadoop path of the folder that receives it
 * @param format of the tables
 * @param replace whether a finished run of the same id may be replaced
 * @param engine who runs the molecules
 * @param threads of the local engine, at least one
 * @param molecules tasks to cut the work into, 0 for automatic
 * @param kernels which kernels
 * @param toleratedFailures share of inputs that may fail, in [0, 1]
 * @param watch limits, alerts and what else watches the run
 */
public record RunConfig(
    String id,
    String output,
    Tables.Format format,
    boolean replace,
    EngineChoice engine,
    int threads,
    int molecules,
    KernelVariant kernels,
    double toleratedFailures,
    WatchConfig watch) {}
