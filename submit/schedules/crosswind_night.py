"""Airflow: the night of XVA of each business day.

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
  4) echo 'done, but more netting sets failed than tolerated: look at failures' ;;
  5) echo 'done, but a risk limit is breached: look at breaches' ;;
esac
exit $code
"""

with DAG(
    dag_id="crosswind_night",
    description="Exposure, CVA and wrong-way risk of every netting set",
    schedule="30 21 * * 1-5",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "risk", "retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    BashOperator(
        task_id="xva",
        bash_command=NIGHT,
        env={
            "CROSSWIND_NIGHT": "/etc/crosswind/night.conf",
            "CROSSWIND_OPTIONS": "--master yarn --deploy-mode cluster --queue night",
            "SPARK_HOME": "/opt/spark",
            "HADOOP_CONF_DIR": "/etc/hadoop/conf",
        },
        append_env=True,
        execution_timeout=timedelta(hours=5),
    )
