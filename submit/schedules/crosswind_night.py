"""Airflow: the nights of XVA and of the financial module of each business day.

The run id is the logical date, so that a retry, a cleared task and a backfill of a day come to the same run: what is
done is left alone, what died goes on. Needs Airflow 2.4 or newer, and submit/crosswind on the worker.
"""

import logging
import os
import signal
import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.operators.python import PythonOperator

NIGHT = "/opt/crosswind/submit/schedules/night"

ENVIRONMENT = {
    "CROSSWIND_OPTIONS": "--master yarn --deploy-mode cluster --queue night",
    "SPARK_HOME": "/opt/spark",
    "HADOOP_CONF_DIR": "/etc/hadoop/conf",
}

# What somebody must look at first; the same words again would end the same way.
NO_RETRY = {
    2: "usage or configuration: correct it, then clear this task",
    3: "nothing to compute: is the feed there? Then clear this task",
    4: "done, but more inputs failed than tolerated: look at the table failures",
    5: "done and withheld, a risk limit is breached: look at the table breaches",
}


def night(as_of, job, config):
    """Runs the night of a date; returns when it is done, fails for good, or fails so that Airflow tries again."""
    # A group of its own, so that a cancelled or overdue task takes the driver with it.
    with subprocess.Popen(
        [NIGHT, as_of],
        env={**os.environ, **ENVIRONMENT, "CROSSWIND_JOB": job, "CROSSWIND_NIGHT": config},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout:
                logging.info("%s", line.rstrip())
            code = process.wait()
        except BaseException:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            raise
    if code == 0:
        return
    if code == 1 or code < 0 or code > 128:  # ours or the platform's, or a signal: the next try goes on from here
        raise AirflowException(f"exit code {code}: {job} of {as_of} died, what it has finished is kept")
    raise AirflowFailException(f"exit code {code}: {NO_RETRY.get(code, 'it could not be started')}")


# Task, command and words (AS_OF is the as-of date), configuration. The two do not wait for each other.
JOBS = [
    ("xva", "xva", "/etc/crosswind/night.conf"),
    ("fm", "fm --manifest /feeds/AS_OF/runs.csv", "/etc/crosswind/fm.conf"),
]

with DAG(
    dag_id="crosswind_night",
    description="Wrong-way risk of every netting set, losses of every portfolio",
    schedule="30 21 * * 1-5",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "risk", "retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    for task, job, config in JOBS:
        PythonOperator(
            task_id=task,
            python_callable=night,
            op_args=["{{ data_interval_end | ds }}", job, config],
            execution_timeout=timedelta(hours=5),
        )
