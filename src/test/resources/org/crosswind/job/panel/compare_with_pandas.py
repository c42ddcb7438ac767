"""Computes the figures of a panel run with pandas from its input and compares them with the tables.

compare_with_pandas.py PRICES RUN: a folder of price files, and the folder of a run of them with
run.format = csv, windows of 5 and index = own. Ends with 1 and a line for each figure that differs.
"""

import pathlib
import sys

import numpy as np
import pandas as pd

WINDOW = 5
DAYS = 252
RISK_FREE = 0.02

prices = []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    frame = pd.read_csv(file, header=None, names=["day", "time", "price"], dtype={"day": str})
    frame["stock"] = file.stem
    prices.append(frame)
prices = pd.concat(prices)
prices["day"] = pd.to_datetime(prices["day"]).dt.strftime("%Y-%m-%d")
run = pathlib.Path(sys.argv[2])
wrong = []


def compare(name, expected, found, tolerance=1e-10):
    expected = pd.Series(expected).to_numpy(dtype=float)
    found = pd.Series(found).to_numpy(dtype=float)
    if len(expected) != len(found) or (np.isnan(expected) != np.isnan(found)).any():
        wrong.append(f"{name}: other places without a value")
        return
    good = ~np.isnan(expected)
    scale = np.maximum(np.abs(expected[good]), 1e-6)
    error = np.max(np.abs(expected[good] - found[good]) / scale, initial=0)
    if error > tolerance:
        wrong.append(f"{name}: relative difference {error}")


cells = prices.groupby(["stock", "day"])["price"]
realised = pd.read_csv(run / "realised.csv")
returns = cells.transform(lambda p: np.log(p).diff())
grouped = returns.groupby([prices["stock"], prices["day"]])
compare("n", grouped.count(), realised["n"])
compare("rv", grouped.apply(lambda r: (r**2).sum()), realised["rv"])
compare(
    "bv",
    grouped.apply(lambda r: np.pi / 2 * (r.abs() * r.abs().shift()).sum()),
    realised["bv"],
)

features = pd.read_csv(run / "features.csv")
performance = pd.read_csv(run / "performance.csv").set_index("stock")
closes = cells.last().reset_index()
for stock, frame in closes.groupby("stock"):
    price = frame["price"].reset_index(drop=True)
    table = features[features["stock"] == stock].reset_index(drop=True)
    simple = price.pct_change()
    compare("price", price, table["price"])
    compare("simple_return", simple, table["simple_return"])
    compare("moving_average", price.rolling(WINDOW).mean(), table["moving_average"])
    compare("rolling_volatility", simple.rolling(WINDOW).std(), table["rolling_volatility"], 1e-8)

    def smoothed(change):
        start = change[1 : WINDOW + 1].mean()
        seeded = pd.concat([pd.Series([start]), change[WINDOW + 1 :]])
        return seeded.ewm(alpha=1 / WINDOW, adjust=False).mean()

    change = price.diff()
    strength = smoothed(change.clip(lower=0)) / smoothed(-change.clip(upper=0))
    rsi = pd.concat([pd.Series([np.nan] * WINDOW), 100 - 100 / (1 + strength)])
    compare("rsi", rsi, table["rsi"])

    row = performance.loc[stock]
    simple = simple.dropna()
    value = pd.concat([pd.Series([1.0]), (1 + simple).cumprod()])
    compare("total_return", [value.iloc[-1] - 1], [row["total_return"]])
    compare("mean_return", [simple.mean()], [row["mean_return"]], 1e-9)
    compare("maximum_drawdown", [(1 - value / value.cummax()).max()], [row["maximum_drawdown"]])
    sharpe = np.sqrt(DAYS) * (simple.mean() - RISK_FREE / DAYS) / simple.std()
    compare("sharpe", [sharpe], [row["sharpe"]], 1e-9)
    compare("win_rate", [(simple > 0).mean()], [row["win_rate"]])
    compare("average_win", [simple[simple > 0].mean()], [row["average_win"]])
    compare("average_loss", [simple[simple < 0].mean()], [row["average_loss"]])

print("\n".join(wrong) if wrong else "equal")
sys.exit(1 if wrong else 0)
