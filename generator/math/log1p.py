#!/usr/bin/python3
"""Derives the coefficients of log1p on [0, 1] in float32 and float64; --check measures it and softplus.

Needs mpmath, numpy and gcc on x86-64 with FMA (see README.md).

    log1p.py           derive and print the coefficients (some seconds)
    log1p.py --check   then measure errors over all floats and many doubles (a minute)

log1p(u) = u + u^2*R(u); R, a polynomial in float32 and P/Q in float64, has the least relative error of log1p(u),
in float32 weighted by 1 + u, as it is the absolute error that counts.
"""
import sys

import exp
from minimax import *


def derive():
    f, w = lambda u: (mp.log1p(u) - u) / u**2, lambda u: u**2 / mp.log1p(u)
    c, _, single = minimax(f, lambda u: (1 + u) * w(u), 0, 1, 8, 0, grid=600)
    p, q, double = minimax(f, w, 0, 1, 6, 5, grid=600)
    return (("float", rounded("float", table("c", c, 1)), single),
            ("double", rounded("double", {**table("p", p), **table("q", q[1:], 1)}), double))


FUNCTIONS = r"""
static float LOG1P(int sep, float u) {
  float u2 = u * u, u4 = u2 * u2;
  float c01 = F(sep, l_c1, u, 0.5f), c23 = F(sep, l_c3, u, l_c2), c45 = F(sep, l_c5, u, l_c4), c67 = F(sep, l_c7, u, l_c6), c89 = F(sep, l_c9, u, l_c8);
  c67 = F(sep, c89, u2, c67);
  float low = F(sep, c23, u2, c01), high = F(sep, c67, u2, c45), t = F(sep, high, u4, low), half = 0.5f * u;
  return F(sep, t, u, half);
}
static double dLOG1P(int sep, double u) {
  double u2 = u * u, u4 = u2 * u2;
  double p01 = D(sep, dl_p1, u, dl_p0), p23 = D(sep, dl_p3, u, dl_p2), p45 = D(sep, dl_p5, u, dl_p4);
  double q01 = D(sep, dl_q1, u, 1), q23 = D(sep, dl_q3, u, dl_q2), q45 = D(sep, dl_q5, u, dl_q4);
  p45 = D(sep, dl_p6, u2, p45);
  double pLow = D(sep, p23, u2, p01), qLow = D(sep, q23, u2, q01), p = D(sep, p45, u4, pLow), q = D(sep, q45, u4, qLow);
  double t = p / q;
  return D(sep, t, u2, u);
}
"""
CHECK = r"""
static float softplus(int sep, float x) { float m = x < 0 ? 0 : x; return m + LOG1P(sep, EXP(sep, -fabsf(x))); }
static double tsoftplus(double x) { return (x < 0 ? 0 : x) + log1p(exp(-fabs(x))); }
static double dsoftplus(int sep, double x) { double m = x < 0 ? 0 : x; return m + dLOG1P(sep, dEXP(sep, -fabs(x))); }
static __float128 qsoftplus(__float128 x) { return (x < 0 ? 0 : x) + log1pq(expq(-fabsq(x))); }
int main(int ac, char **av) {
  measure("log1p", LOG1P, log1p, 0, 1); special("log1p", LOG1P);
  measure("softplus", softplus, tsoftplus, -87, 88); measure("softplus", softplus, tsoftplus, -200, 1); special("softplus", softplus);
  dmeasure("log1p", dLOG1P, log1pq, 0, 1, 0.9, 3000000);
  dmeasure("softplus", dsoftplus, qsoftplus, -700, 700, 1, 500000); dmeasure("softplus", dsoftplus, qsoftplus, -4, 4, 0.34, 500000);
  dspecial("softplus", dsoftplus);
}
"""


if __name__ == "__main__":
    (_, single, _), (_, double, _) = results = derive()
    for kind, named, error in results:
        show("log1p, %s: relative error %s before rounding" % (kind, mp.nstr(error, 4)), kind, named)
    if "--check" in sys.argv[1:]:
        run(PRELUDE + exp.declarations() + exp.FUNCTIONS + constants("float", prefixed(single, "l_")) + constants("double", prefixed(double, "dl_")) + FUNCTIONS + MEASURE + CHECK)
