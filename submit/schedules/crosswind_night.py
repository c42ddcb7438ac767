"""Airflow: the nights of XVA and of the financial module of each business day.

The run id is the logical date, so that a retry, a cleared task and a backfill of a day come to the same run: what is
done is left alone, what died goes on. Needs Airflow 2.4 or newer, and submit/crosswind on the worker.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

# Only exit code 1 (our fault or the cluster's) is worth a retry; 99 marks the task as skipped, so it is not among ours.
NIGHT = """
/opt/crosswind/submit/schedules/night {{ data_interval_end | ds }}
code=$?
case $code in
  2) echo 'usage or configuration: no retry will help' ;;
  3) echo 'nothing to compute: is the feed there?' ;;
  4) echo 'done, but more inputs failed than tolerated: look at failures' ;;
  5) echo 'done, but a risk limit is breached: look at breaches' ;;
esac
exit $code
"""

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
        BashOperator(
            task_id=task,
            bash_command=NIGHT,
            env={
                "CROSSWIND_JOB": job,
                "CROSSWIND_NIGHT": config,
                "CROSSWIND_OPTIONS": "--master yarn --deploy-mode cluster --queue night",
                "SPARK_HOME": "/opt/spark",
                "HADOOP_CONF_DIR": "/etc/hadoop/conf",
            },
            append_env=True,
            execution_timeout=timedelta(hours=5),
        )
