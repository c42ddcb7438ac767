package org.crosswind.job.config;

import org.crosswind.format.Tables;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.report.Retention;

/**
 * The keys under {@code crosswind.run}; {@code conf/reference.conf} describes each.
 *
 * @param id name of the run
 * @param output Hadoop path of the folder that receives it
 * @param format of the tables
 * @param replace whether a run of the same id, finished or not, may be replaced
 * @param start what to do about an unfinished run of the same id
 * @param retention which older runs are removed when this one is published
 * @param engine who runs the molecules
 * @param threads of the local engine, at least one
 * @param molecules tasks to cut the work into, 0 for automatic
 * @param kernels which kernels
 * @param toleratedFailures share of inputs that may fail, in [0, 1]
 * @param folderMode permissions of the run's folder in octal digits, empty for the umask's
 * @param watch limits, alerts and what else watches the run
 */
public record RunConfig(
    String id,
    String output,
    Tables.Format format,
    boolean replace,
    Start start,
    Retention retention,
    EngineChoice engine,
    int threads,
    int molecules,
    KernelVariant kernels,
    double toleratedFailures,
    String folderMode,
    WatchConfig watch) {}
