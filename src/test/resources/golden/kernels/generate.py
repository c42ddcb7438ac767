"""Writes functions.csv and copulas.csv: reference figures of the kernels in 60-digit arithmetic.

Needs mpmath 1.3; run in this folder: python3 generate.py
"""
import random
from mpmath import *

mp.dps = 60


def functions(out):
    random.seed(7)
    points = {
        "exp": [0.0, 1e-300, -1e-300, 1.0, -1.0, 709.7, -708.3, -745.0, -740.5, 0.34657359027997264]
        + [random.uniform(-700, 700) for _ in range(150)] + [random.uniform(-1, 1) for _ in range(150)],
        "expm1": [1e-300, -1e-17, 1e-9, -36.0, -99.0, 700.0]
        + [random.uniform(-2, 2) for _ in range(200)] + [-10 ** random.uniform(-12, 1) for _ in range(100)],
        "log": [5e-324, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308, 0.7071067811865475, 0.7071067811865476]
        + [10 ** random.uniform(-300, 300) for _ in range(150)] + [1 + random.uniform(-0.4, 0.6) for _ in range(200)]
        + [1 + random.uniform(-1, 1) * 10 ** random.uniform(-15, -1) for _ in range(100)],
        "log1p": [5e-324, 1e-300, -1e-20, -0.9999999999999998, 1e300, 1.7e308, 1e30, 1e16, 9007199254740993.0]
        + [10 ** random.uniform(-20, 20) for _ in range(200)] + [random.uniform(-0.9, 1) for _ in range(150)],
        "cdf": [0.0, -37.5, -30.25, 8.0, -1e-10]
        + [random.uniform(-37, 8) for _ in range(250)] + [random.uniform(-1, 1) for _ in range(50)],
        "logCdf": [-1e8, -500.0, -38.5, -1.0, 0.0, 1.0, 8.0, 30.0]
        + [random.uniform(-100, 10) for _ in range(200)],
        "quantile": [1e-300, 1e-100, 1e-12, 0.3, 0.7, 0.5000001, 1 - 2.0 ** -53]
        + [10 ** random.uniform(-20, 0) for _ in range(150)] + [random.random() for _ in range(150)],
    }
    f = {
        "exp": exp, "expm1": expm1, "log": log, "log1p": log1p,
        "cdf": lambda x: erfc(-x / sqrt(mpf(2))) / 2,
        "logCdf": lambda x: log(erfc(-x / sqrt(mpf(2))) / 2) if x < 1 else log1p(-erfc(x / sqrt(mpf(2))) / 2),
        "quantile": lambda p: normal_quantile(p),
    }
    for name, xs in points.items():
        for x in xs:
            out.write("%s,%s,%s\n" % (name, repr(float(x)), nstr(f[name](mpf(x)), 30)))


def normal_cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def normal_quantile(p):
    if p == mpf("0.5"):
        return mpf(0)
    if p > mpf("0.5"):
        return -normal_quantile(1 - p)
    x = -sqrt(-2 * log(p)) if p < 0.1 else mpf(0)
    for _ in range(200):  # Newton on ln Phi, concave
        c = normal_cdf(x)
        step = (log(c) - log(p)) * c / (exp(-x * x / 2) / sqrt(2 * pi))
        x -= step
        if abs(step) < mpf(10) ** -45:
            return x
    raise ValueError(p)


def student_cdf(x, n):
    tail = betainc(n / 2, mpf(1) / 2, 0, n / (n + x * x), regularized=True) / 2
    return tail if x < 0 else 1 - tail


def student_quantile(p, n):
    if p == mpf("0.5"):
        return mpf(0)
    if p > mpf("0.5"):
        return -student_quantile(1 - p, n)
    c = gamma((n + 1) / 2) / (sqrt(n * pi) * gamma(n / 2))
    y = log(-normal_quantile(p))
    for _ in range(200):  # Newton on ln T in ln |x|
        x = exp(y)
        t = student_cdf(-x, n)
        step = -(log(t) - log(p)) * t / (c * (1 + x * x / n) ** (-(n + 1) / 2) * x)
        y -= step
        if abs(step) < mpf(10) ** -40:
            return -exp(y)
    raise ValueError(p)


S = 96
V = [((s * 37) % S) - 40 for s in range(S)]  # every whole number from -40 to 55 once
GRADED = sorted(V)


def conditional(model, p, nu, u, v, y):
    """h = P(U <= u | V = v) and 1 - h, both with relative accuracy."""
    if model == "gaussian":
        x = (normal_quantile(u) + p * y) / sqrt(1 - p * p)
        return normal_cdf(x), normal_cdf(-x)
    if model == "studentt":
        if (u, nu) not in QUANTILES:
            QUANTILES[u, nu] = student_quantile(u, nu)
        x = (QUANTILES[u, nu] + p * y) * sqrt((nu + 1) / ((nu + y * y) * (1 - p * p)))
        tail = betainc((nu + 1) / 2, mpf(1) / 2, 0, (nu + 1) / (nu + 1 + x * x), regularized=True) / 2
        return (tail, 1 - tail) if x < 0 else (1 - tail, tail)
    if model == "clayton":
        log_h = -(1 + p) / p * log1p((u ** -p - 1) * v ** p)
    elif model == "survival-clayton":
        return tuple(reversed(conditional("clayton", p, nu, 1 - u, 1 - v, y)))
    elif model == "frank":
        x = exp(p * (v - u)) * expm1(-p * (1 - u)) / expm1(-p * u)
        return 1 / (1 + x), x / (1 + x)
    elif model == "gumbel":
        b = -log(v)
        q = log1p((-log(u) / b) ** p) / p
        log_h = -b * expm1(q) - (p - 1) * q
    return exp(log_h), -expm1(log_h)


QUANTILES = {}
CASES = {
    "gaussian": [-0.99999, -0.9, -0.3, 0.0, 0.5, 0.95, 0.999],
    "clayton": [1e-10, 0.01, 0.5, 2.0, 20.0, 80.0, 500.0, 10000.0],
    "survival-clayton": [1e-10, 0.01, 0.5, 2.0, 20.0, 80.0, 500.0, 10000.0],
    "frank": [-100000.0, -700.0, -30.0, -2.0, -1e-8, 1e-8, 0.5, 5.0, 40.0, 650.0, 1000000.0],
    "gumbel": [1.0, 1.0001, 1.5, 3.0, 20.0, 60.0, 400.0],
    "studentt": [(-0.95, 1), (-0.5, 4), (0.0, 2.5), (0.4, 4), (0.9, 30), (0.999, 1000), (0.3, 1)],
}
PROBABILITIES = [
    (0.0, 1e-12), (0.0, 2.5e-11), (0.0, 0.005), (0.0, 0.3), (0.0, 0.999999),
    (0.01, 0.015), (1e-6, 2e-6), (0.5, 0.50001), (0.9, 0.999), (0.02, 0.0200001),
]


def copulas(out):
    for model, parameters in CASES.items():
        for p in parameters:
            nu = 0
            if model == "studentt":
                p, nu = p
            pm, num = mpf(p), mpf(nu)
            grid = [(j + mpf(1) / 2) / S for j in range(S)]  # v, largest exposure first
            if model == "gaussian":
                ys = [-normal_quantile(v) for v in grid]
            elif model == "studentt":
                ys = [-student_quantile(v, num) for v in grid]
            else:
                ys = [0] * S
            for lower, upper in PROBABILITIES:
                ws = []
                for j, v in enumerate(grid):
                    w, rest = conditional(model, pm, num, mpf(upper), v, ys[j])
                    if lower > 0:
                        w1, rest1 = conditional(model, pm, num, mpf(lower), v, ys[j])
                        w = w - w1 if w < 0.5 else rest1 - rest
                    ws.append(w)
                total = fsum(ws)
                ee = fsum(w * max(GRADED[S - 1 - j], 0) for j, w in enumerate(ws)) / total
                ess = total ** 2 / fsum(w * w for w in ws)
                out.write("%s,%r,%r,%r,%r,%s,%s\n" % (model, p, nu, lower, upper, nstr(ee, 20), nstr(ess, 20)))


with open("functions.csv", "w") as f:
    functions(f)
with open("copulas.csv", "w") as f:
    copulas(f)
