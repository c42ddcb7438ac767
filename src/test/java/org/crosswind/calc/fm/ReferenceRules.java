package org.crosswind.calc.fm;

/**
 * The calculation rules written down once more, one loss at a time and as the tables of the
 * specification say it, for comparison: no loop, no trick, no shared code with {@code kernel.fm}.
 */
final class ReferenceRules {
  /** A prepared row of a profile. */
  static final class Row {
    int rule;
    int step;
    float d1;
    float d2;
    float d3;
    float a;
    float l;
    float s1;
    float s2;
    float s3;
    float ts;
    float te;
    float ps;
    float l2;
    float sc1;
    float sc2;
  }

  /** One loss on its way through the rows of a policy. */
  static final class Cell {
    final float x;
    float y;

    /** Deductible so far, loss above limits, room under limits. */
    float ded;

    float over;
    float under;

    Cell(float x) {
      this.x = x;
    }
  }

  private ReferenceRules() {}

  /** Rules for which a node keeps extras. */
  static boolean needsExtras(int rule) {
    return switch (rule > 100 && rule < 200 ? rule - 100 : rule) {
      case 7, 8, 10, 11, 13, 19, 26, 27, 35, 36 -> true;
      default -> false;
    };
  }

  static void apply(Row r, Cell c, boolean extras) {
    if (r.step == 1) {
      c.y = 0;
    }
    int base = r.rule > 100 && r.rule < 200 ? r.rule - 100 : r.rule;
    if (!extras || !withExtras(base, r, c)) {
      c.y = plain(base, r, c.x, c.y);
    }
    if (base != r.rule) {
      c.y *= r.s1;
    }
  }

  private static float plain(int rule, Row r, float x, float y) {
    return switch (rule) {
      case 1, 40 -> x <= r.d1 ? 0 : x <= r.l + r.d1 ? x - r.d1 : r.l;
      case 2 -> {
        float da = r.d1 + r.a;
        yield x <= da ? 0 : x <= r.l + da ? (x - da) * r.s1 : r.l * r.s1;
      }
      case 3 -> x <= r.d1 ? 0 : x <= r.l ? x : r.l;
      case 5 -> r.d1 + r.l >= 1 ? x - x * r.d1 : x * r.l;
      case 12 -> x <= r.d1 ? 0 : x - r.d1;
      case 14, 41 -> x <= r.l ? x : r.l;
      case 15 -> x <= r.d1 ? 0 : x <= r.d1 / (1.0 - r.l) ? x - r.d1 : x * r.l;
      case 16 -> (float) (x * (1.0 - r.d1));
      case 17 -> {
        double k = 1.0 - r.d1;
        if (r.d1 >= 1 || x <= r.a / k) {
          yield 0;
        }
        yield x <= (r.a + r.l) / k ? (float) ((x * k - r.a) * r.s1) : r.l * r.s1;
      }
      case 20 -> x > r.d1 ? 0 : x;
      case 22 -> r.s1 == 0 ? 0 : x <= r.l / r.s1 ? x * (r.s1 * r.s2 * r.s3) : r.l * r.s2 * r.s3;
      case 23 -> (x <= r.l ? x : r.l) * (r.s2 * r.s3);
      case 24 -> {
        if (r.s1 == 0 || x <= r.a / r.s1) {
          yield 0;
        }
        // The reference's bits are its compiler's here: in f64 then.
        yield x <= (r.l + r.a) / r.s1
            ? (float) (((double) x * r.s1 - r.a) * ((double) r.s2 * r.s3))
            : r.l * r.s2 * r.s3;
      }
      case 25 -> x * (r.s1 * r.s2 * r.s3);
      case 28, 37 -> {
        if (!(r.ts <= x && x < r.te)) {
          yield y;
        }
        double paid = Math.max((float) ((double) r.ps * x - r.d1), 0.0);
        if (rule == 37) {
          paid = Math.min(paid, r.l);
        }
        yield (float) ((paid + Math.min(paid * r.sc2, r.l2)) * r.sc1);
      }
      case 32 -> {
        if (!(r.ts <= x)) {
          yield y;
        }
        float paid = Math.min(r.ps * x, r.l);
        yield (float) (y + (double) (paid + Math.min(paid * r.sc2, r.l2)) * r.sc1);
      }
      case 33 -> {
        double k = 1.0 - r.d1;
        yield r.d1 >= 1 ? 0 : x <= r.l / k ? (float) (x * k) : r.l;
      }
      case 34 -> x <= r.d1 + r.a ? 0 : (x - (r.d1 + r.a)) * r.s1;
      case 38 -> r.ts <= x && x < r.te ? (y + Math.min(y * r.sc2, r.l2)) * r.sc1 : y;
      case 39 -> x <= r.d1 ? 0 : x;
      case 100 -> x;
      case 200 -> x * r.s1;
      default -> throw new IllegalArgumentException("rule " + rule);
    };
  }

  /** False when the rule leaves extras alone and is the plain one. */
  private static boolean withExtras(int rule, Row r, Cell c) {
    float x = c.x;
    float d = r.d1;
    float share = x * d;
    switch (rule) {
      case 1 -> one(r, c);
      case 3 -> {
        if (x <= d) {
          c.under = Math.min(c.under + x, r.l);
          c.ded += x;
          c.y = 0;
        } else if (x <= r.l) {
          c.under = Math.min(c.under, r.l - x);
          c.y = x;
        } else {
          c.under = 0;
          c.over += x - r.l;
          c.y = r.l;
        }
      }
      case 5 -> {
        float most = x * r.l;
        c.ded += share;
        if (d + r.l >= 1) {
          c.y = x - share;
          c.under = Math.min(most - c.y, c.under + share);
        } else {
          c.y = most;
          c.over += x - share - most;
          c.under = 0;
        }
      }
      case 7 -> {
        money(r, c, c.ded > r.d3 - d, c.ded < r.d2 - d);
        cap(c, r.l);
      }
      case 8 -> {
        money(r, c, false, c.ded < r.d2 - d);
        cap(c, r.l);
      }
      case 10 -> money(r, c, c.ded > r.d3 - d, false);
      case 11 -> money(r, c, false, c.ded < r.d2 - d);
      case 12 -> {
        if (x <= d) {
          c.under += x;
          c.ded += x;
          c.y = 0;
        } else {
          c.under += d;
          c.ded += d;
          c.y = x - d;
        }
      }
      case 13 -> money(r, c, c.ded > r.d3 - d, c.ded < r.d2 - d);
      case 14 -> {
        if (x <= r.l) {
          c.under = Math.min(r.l - x, c.under);
          c.y = x;
        } else {
          c.over += x - r.l;
          c.under = 0;
          c.y = r.l;
        }
      }
      case 15 -> {
        double e = d / (1.0 - r.l);
        if (x <= d) {
          c.under = (float) Math.min(e, c.under + x);
          c.y = 0;
          c.ded += x;
        } else if (x <= e) {
          c.under = (float) Math.min(e - x, c.under + d);
          c.y = x - d;
          c.ded += d;
        } else {
          c.y = x * r.l;
          c.ded += d;
          c.over += x - c.y - d;
          c.under = 0;
        }
      }
      case 16 -> {
        c.ded += share;
        c.under += share;
        c.y = x - share;
      }
      case 17 -> {
        double k = 1.0 - d;
        if (d >= 1 || x <= r.a / k) {
          c.y = 0;
        } else {
          c.y = x <= (r.a + r.l) / k ? (x - share - r.a) * r.s1 : r.l * r.s1;
        }
      }
      case 19 -> percent(r, c, share);
      case 26 -> {
        percent(r, c, share);
        cap(c, r.l);
      }
      case 27 -> {
        if ((x > 0 || c.ded > 0) && r.ts <= x && x < r.te) {
          c.y += r.ps;
        }
      }
      case 33 -> {
        if (d >= 1) {
          c.y = 0;
          c.ded += x;
        } else {
          c.ded += share;
          if (x <= r.l / (1.0 - d)) {
            c.y = x - share;
            c.under = Math.min(c.under + share, r.l - c.y);
          } else {
            c.over += x - share - r.l;
            c.under = 0;
            c.y = r.l;
          }
        }
      }
      case 35 -> {
        percent(r, c, share);
        cap(c, x * r.l);
      }
      case 36 -> {
        float m = r.d3 - d;
        money(r, c, c.ded > m && m > 0, c.ded < r.d2 - d);
        cap(c, x * r.l);
      }
      case 39 -> {
        if (x <= d) {
          c.under += x;
          c.ded += x;
          c.y = 0;
        } else {
          c.y = x;
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void one(Row r, Cell c) {
    float x = c.x;
    float top = r.l + r.d1;
    if (x <= r.d1) {
      c.under = Math.min(c.under + x, r.l);
      c.ded += x;
      c.y = 0;
    } else if (x <= top) {
      c.under = Math.min(c.under + r.d1, top - x);
      c.ded += r.d1;
      c.y = x - r.d1;
    } else {
      c.over += x - top;
      c.under = 0;
      c.ded += r.d1;
      c.y = r.l;
    }
  }

  private static void money(Row r, Cell c, boolean above, boolean below) {
    if (above) {
      overMax(c, r.d3);
    } else if (below) {
      underMin(c, r.d2, r.d1);
    } else {
      deduct(c, r.d1);
    }
  }

  private static void percent(Row r, Cell c, float share) {
    if (share + c.ded > r.d3 && r.d3 > 0) {
      overMax(c, r.d3);
    } else if (share + c.ded < r.d2) {
      underMin(c, r.d2, share);
    } else {
      deduct(c, share);
    }
  }

  private static void deduct(Cell c, float d) {
    if (c.x > d) {
      c.y = c.x - d;
      c.ded += d;
      c.under += d;
    } else {
      c.y = 0;
      c.ded += c.x;
      c.under += c.x;
    }
  }

  private static void overMax(Cell c, float max) {
    float delta = c.ded - max;
    if (delta > c.under) {
      c.y = c.x + c.under;
      c.over += delta - c.under;
      c.ded = max;
      c.under = 0;
    } else if (c.x >= -delta) {
      c.y = c.x + delta;
      c.under -= delta;
      c.ded = max;
    } else {
      c.y = 0;
      c.ded += c.x;
      c.under += c.x;
    }
  }

  private static void underMin(Cell c, float min, float d) {
    float x = c.x;
    float delta = min - d - c.ded;
    if (delta <= c.over) {
      if (x > d) {
        c.y = x;
        c.over -= delta;
        c.ded = min;
      } else if (c.over - delta + x > d) {
        c.y = 0;
        c.over -= delta + d;
        c.ded = min;
        c.under += x;
      } else {
        c.y = 0;
        c.ded += x + c.over;
        c.over = 0;
        c.under += x;
      }
      return;
    }
    float q = delta - c.over;
    if (x > q + d) {
      c.y = x - q - d;
      c.over = 0;
      c.ded = min;
      c.under += q;
    } else {
      c.y = 0;
      c.ded += x + c.over;
      c.under += x;
      c.over = 0;
    }
  }

  private static void cap(Cell c, float limit) {
    if (c.y > limit) {
      c.over += c.y - limit;
      c.under = 0;
      c.y = limit;
    } else {
      c.under = Math.min(limit - c.y, c.under);
    }
  }
}
