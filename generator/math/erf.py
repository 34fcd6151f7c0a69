#!/usr/bin/python3
"""Derives the coefficients of erf in float32 and float64 and of gelu in float32; --check measures them.

Needs mpmath, numpy and gcc on x86-64 with FMA (see README.md).

    erf.py             derive and print the coefficients (some seconds)
    erf.py --check     then measure errors over all floats and many doubles (some minutes)
"""
import sys

import exp
from minimax import *

# The part c*x of erf(x) has no part in the errors of the quotient.
C = mp.mpf(5) / 16
FIT_LIMIT = 3.92


def ratio(x):
    return mp.erf(x) / x


def tail(x):
    return mp.erfc(x / mp.sqrt(2)) / 2


def derive():
    p, q, e = minimax(ratio, lambda x: 1 / ratio(x), 0, FIT_LIMIT, 5, 5, of=lambda x: x * x, grid=600)
    p = [a - C * b for a, b in zip(p, q)]
    yield "erf", "float", rounded("float", {**table("p", p), **table("q", q[1:], 1), "c": C, "limit": "3.8"}), e
    # gelu(x) = max(x, 0) - h(|x|), h(a) = a*2^g(a), g(a) = log2(erfc(a/sqrt2)/2) with g(0) = -1; least absolute error of h.
    k, _, e = minimax(lambda x: (mp.log(tail(x), 2) + 1) / x, lambda x: x * x * tail(x) * mp.log(2), 0, 6, 7, 0, grid=600)
    b, _, e2 = minimax(lambda f: (mp.mpf(2)**f - 1) / f, lambda f: f / mp.mpf(2)**f, -0.5, 0.5, 5, 0, grid=600)
    yield "gelu", "float", rounded("float", {**table("k", k, 1), **table("b", b, 1), "magic": 1.5 * 2**23, "limit": 8}), max(e, e2)
    p, q, e = minimax(lambda x: ratio(x) - 1, lambda x: 1 / ratio(x), 0, 1, 5, 5, of=lambda x: x * x, grid=600)
    r, s, e2 = minimax(lambda x: mp.erfc(x) * mp.exp(x * x), lambda x: mp.exp(-x * x), 1, 6, 5, 6, grid=600)
    yield "erf", "double", rounded("double", {**table("p", p), **table("q", q[1:], 1), **table("r", r), **table("s", s[1:], 1)}), max(e, e2)


FUNCTIONS = r"""
static float ERF(int sep, float x) {
  float u = x * x, uu = u * u;
  float p01 = F(sep, f_p1, u, f_p0), p23 = F(sep, f_p3, u, f_p2), p45 = F(sep, f_p5, u, f_p4);
  float q01 = F(sep, f_q1, u, 1), q23 = F(sep, f_q3, u, f_q2), q45 = F(sep, f_q5, u, f_q4);
  p23 = F(sep, p45, uu, p23); q23 = F(sep, q45, uu, q23);
  float p = F(sep, p23, uu, p01), q = F(sep, q23, uu, q01), cx = f_c * x, t = p / q;
  t = F(sep, t, x, cx);
  return copysignf(fabsf(x) > f_limit ? 1 : t, x);
}
static float GELU(int sep, float x) {
  float a = fabsf(x), a2 = a * a, a4 = a2 * a2;
  float k12 = F(sep, g_k2, a, g_k1), k34 = F(sep, g_k4, a, g_k3), k56 = F(sep, g_k6, a, g_k5), k78 = F(sep, g_k8, a, g_k7);
  k12 = F(sep, k34, a2, k12); k56 = F(sep, k78, a2, k56);
  float k = F(sep, k56, a4, k12), g = F(sep, k, a, -1), s = g + g_magic, n = s - g_magic, f = g - n, f2 = f * f;
  float b12 = F(sep, g_b2, f, g_b1), b34 = F(sep, g_b4, f, g_b3), b56 = F(sep, g_b6, f, g_b5);
  b34 = F(sep, b56, f2, b34);
  float b = F(sep, b34, f2, b12), p = F(sep, b, f, 1), h = a * fl(bits(p) + (bits(s) << 23)), m = x < 0 ? 0 : x;
  return m - (a > g_limit ? 0 : h);
}
static double dERF(int sep, double x) {
  double a = fabs(x), u = x * x, uu = u * u, a2 = u, a4 = uu, u4 = uu * uu;
  double p01 = D(sep, h_p1, u, h_p0), p23 = D(sep, h_p3, u, h_p2), q01 = D(sep, h_q1, u, 1), q23 = D(sep, h_q3, u, h_q2), q45 = D(sep, h_q5, u, h_q4), p45 = D(sep, h_p5, u, h_p4);
  p01 = D(sep, p23, uu, p01); q01 = D(sep, q23, uu, q01);
  double p = D(sep, p45, u4, p01), q = D(sep, q45, u4, q01);
  double r01 = D(sep, h_r1, a, h_r0), r23 = D(sep, h_r3, a, h_r2), r45 = D(sep, h_r5, a, h_r4);
  double s01 = D(sep, h_s1, a, 1), s23 = D(sep, h_s3, a, h_s2), s45 = D(sep, h_s5, a, h_s4);
  r01 = D(sep, r23, a2, r01); s01 = D(sep, s23, a2, s01); s45 = D(sep, h_s6, a2, s45);
  double r = D(sep, r45, a4, r01), s = D(sep, s45, a4, s01), e = dEXP(sep, -u);
  double t = (a < 1 ? p : r) / (a < 1 ? q : s), y = D(sep, a < 1 ? a : -e, t, a < 1 ? a : 1);
  return copysign(a > 6 ? 1 : y, x);
}
"""
CHECK = r"""
/* x below -6 becomes -6: erf is -1 and the result is -0 in any case. */
static float geluErf(int sep, float x) { x = x < -6 ? -6 : x; return 0.5f * x * (1 + ERF(sep, 0.707106769f * x)); }
static double tgelu(double x) { return 0.5 * x * erfc(x * -0.70710678118654752440); }
static __float128 qgelu(__float128 x) { return 0.5Q * x * erfcq(x * -0.707106781186547524400844362104849039Q); }
static double dgelu(int sep, double x) { x = x < -9 ? -9 : x; return 0.5 * x * (1 + dERF(sep, 0.70710678118654757 * x)); }
int main(int ac, char **av) {
  measure("erf", ERF, erf, -6, 6); special("erf", ERF);
  float above = 0; for (uint32_t i = bits(1); i <= bits(8); i++) for (int sep = 0; sep < 2; sep++) above = fmaxf(above, ERF(sep, fl(i))); printf("largest erf: %.9g\n", above);
  measure("gelu by erf", geluErf, tgelu, -32, 32); special("gelu by erf", geluErf);
  measure("gelu", GELU, tgelu, -32, 32); measure("gelu", GELU, tgelu, -3, 32); measure("gelu", GELU, tgelu, -128, 0); measure("gelu", GELU, tgelu, 0, 128); measure("gelu", GELU, tgelu, -1, 1); special("gelu", GELU);
  dmeasure("erf", dERF, erfq, -6.5, 6.5, 1, 2000000); dmeasure("erf", dERF, erfq, -1, 1, 1, 1000000); dspecial("erf", dERF);
  dmeasure("gelu by erf", dgelu, qgelu, -10, 1, 1, 500000); dspecial("gelu by erf", dgelu);
}
"""


if __name__ == "__main__":
    code = PRELUDE + exp.declarations() + exp.FUNCTIONS
    for (name, kind, named, error), prefix in zip(derive(), ("f_", "g_", "h_")):
        show("%s, %s: error %s before rounding" % (name, kind, mp.nstr(error, 4)), kind, named)
        code += constants(kind, prefixed(named, prefix))
    if "--check" in sys.argv[1:]:
        run(code + FUNCTIONS + MEASURE + CHECK)
