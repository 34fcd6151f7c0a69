#!/usr/bin/python3
"""Derives the coefficients of exp in float32 and float64; --check measures what uses them.

Needs mpmath, numpy and gcc on x86-64 with FMA (see README.md).

    exp.py             derive and print the coefficients (a second)
    exp.py --check     then measure errors over all floats and many doubles (some minutes)

exp(r) = 1 + r + r^2*q(r) for |r| <= ln2/2; q is the polynomial with the least relative error of exp(r).
"""
import sys

from minimax import *

LN2 = mp.log(2)


def truncated(v, digits):
    return mp.floor(v * 2**digits) / 2**digits


def derive():
    f, w = lambda r: (mp.expm1(r) - r) / r**2, lambda r: r**2 / mp.exp(r)
    result = []
    # n has up to 8 (11) bits: n*ln2Hi is exact if ln2Hi has at most 16 (42).
    for kind, degree, digits, magic, limits in (
            ("float", 4, 15, 1.5 * 2**23, (float.fromhex("0x1.62e42ep6"), float.fromhex("-0x1.5d589ep6"))),
            ("double", 9, 42, 1.5 * 2**52, (float.fromhex("0x1.62e42fefa39efp9"), float.fromhex("-0x1.6232bdd7abcd2p9")))):
        p, _, error = minimax(f, w, -LN2 / 2, LN2 / 2, degree, 0, grid=600)
        high = truncated(LN2, digits)
        named = {"log2e": 1 / LN2, "magic": magic, "ln2Hi": high, "ln2Lo": LN2 - high, **table("c", p, 2), "above": limits[0], "below": limits[1]}
        result.append((kind, rounded(kind, named), error))
    return result


FUNCTIONS = r"""
static float EXP(int sep, float x) {
  float s = F(sep, x, e_log2e, e_magic), n = s - e_magic, r = F(sep, n, -e_ln2Hi, x);
  r = F(sep, n, -e_ln2Lo, r);
  float r2 = r * r, low = F(sep, e_c3, r, e_c2), high = F(sep, e_c5, r, e_c4);
  high = F(sep, e_c6, r2, high);
  float q = F(sep, high, r2, low), e = F(sep, q, r2, r), p = e + 1;
  float y = fl(bits(p) + (bits(s) << 23));
  y = x < e_below ? 0 : y;
  return x <= e_above ? y : x + INFINITY;
}
static float EXPM1(int sep, float x) {
  float s = F(sep, x, e_log2e, e_magic), n = s - e_magic, r = F(sep, n, -e_ln2Hi, x);
  r = F(sep, n, -e_ln2Lo, r);
  float r2 = r * r, low = F(sep, e_c3, r, e_c2), high = F(sep, e_c5, r, e_c4);
  high = F(sep, e_c6, r2, high);
  float q = F(sep, high, r2, low), e = F(sep, q, r2, r);
  float scale = fl((bits(s) << 23) + 0x3F800000), y = F(sep, scale, e, scale - 1);
  return x < -64 ? -1 : y;
}
static double dEXPCORE(int sep, double x, double *s) {
  *s = D(sep, x, d_log2e, d_magic);
  double n = *s - d_magic, r = D(sep, n, -d_ln2Hi, x);
  r = D(sep, n, -d_ln2Lo, r);
  double r2 = r * r, r4 = r2 * r2;
  double q2 = D(sep, d_c3, r, d_c2), q4 = D(sep, d_c5, r, d_c4), q6 = D(sep, d_c7, r, d_c6), q8 = D(sep, d_c9, r, d_c8), q10 = D(sep, d_c11, r, d_c10);
  double low = D(sep, q4, r2, q2), high = D(sep, q8, r2, q6);
  high = D(sep, q10, r4, high);
  double q = D(sep, high, r4, low);
  return D(sep, q, r2, r);
}
static double dEXP(int sep, double x) {
  double s, p = dEXPCORE(sep, x, &s) + 1, y = dl(dbits(p) + (dbits(s) << 52));
  y = x < d_below ? 0 : y;
  return x <= d_above ? y : x + INFINITY;
}
"""
CHECK = r"""
static float silu(int sep, float x) { x = x < -128 ? -128 : x; return x / (1 + EXP(sep, -x)); }
static float softsign(int sep, float x) { float a = fabsf(x); a = a > 0x1p30f ? 0x1p30f : a; return copysignf(a / (1 + a), x); }
static float elu(int sep, float x) { return x < 0 ? EXP(sep, x) - 1 : x; }
static float elu1(int sep, float x) { return x < 0 ? EXPM1(sep, x) : x; }
#define SCALE 1.05070098f
#define SCALEALPHA 1.75809934f
static float selu(int sep, float x) { return x < 0 ? SCALEALPHA * (EXP(sep, x) - 1) : SCALE * x; }
static float selu1(int sep, float x) { return x < 0 ? SCALEALPHA * EXPM1(sep, x) : SCALE * x; }
static float TANH(int sep, float x) {
  float u = x * x, uu = u * u, xu = x * u;
  float p = F(sep, F(sep, 1.50388022e-08f, u, 2.18136465e-05f), uu, F(sep, 0.00356853241f, u, 0.134424046f));
  float q = F(sep, F(sep, 8.46221383e-07f, u, 0.00034050722f), uu, F(sep, 0.0261543486f, u, 0.467757374f));
  return u > 66.5f ? copysignf(1, x) : F(sep, xu, p, x) / F(sep, u, q, 1);
}
/* x below -12 becomes -12: the result is -0 in any case. */
static float geluTanh(int sep, float x) {
  x = x < -12 ? -12 : x;
  float xx = x * x, z = x * F(sep, 0.0356774069f, xx, 0.797884583f), t = TANH(sep, z);
  return 0.5f * x * (1 + t);
}
static float geluTanhExp(int sep, float x) {
  x = x < -12 ? -12 : x;
  float xx = x * x, z = x * F(sep, -0.0713548139f, xx, -1.59576917f);
  return x / (1 + EXP(sep, z));
}
static double tsilu(double x) { return x / (1 + exp(-x)); }
static double tsoftsign(double x) { return x / (1 + fabs(x)); }
static double telu(double x) { return x < 0 ? expm1(x) : x; }
static double tselu(double x) { return x < 0 ? 1.6732632423543772848 * 1.0507009873554804934 * expm1(x) : 1.0507009873554804934 * x; }
static double tgeluTanh(double x) { return x / (1 + exp(-2 * 0.7978845608028653559 * (x + 0.044715 * x * x * x))); }
static double dTANH(int sep, double x) {
  double a = fabs(x), s, e = dEXPCORE(sep, 2 * a, &s), scale = dl((dbits(s) << 52) + 0x3FF0000000000000);
  double m = D(sep, scale, e, scale - 1), d = m + 2, t = (a < 0.55 ? m : 2) / d;
  double y = a < 0.55 ? t : 1 - t;
  return copysign(a > 20 ? 1 : y, x);
}
static double dEXPM1(int sep, double x) {
  double s, e = dEXPCORE(sep, x, &s), scale = dl((dbits(s) << 52) + 0x3FF0000000000000), y = D(sep, scale, e, scale - 1);
  return x < -512 ? -1 : y;
}
static double dsilu(int sep, double x) { x = x < -1024 ? -1024 : x; return x / (1 + dEXP(sep, -x)); }
static double dgeluTanh(int sep, double x) {
  x = x < -24 ? -24 : x;
  double xx = x * x, z = x * D(sep, 0.035677408136300125, xx, 0.7978845608028654), t = dTANH(sep, z);
  return 0.5 * x * (1 + t);
}
static double dgeluTanhExp(int sep, double x) {
  x = x < -24 ? -24 : x;
  double xx = x * x, z = x * D(sep, -0.07135481627260025, xx, -1.5957691216057308);
  return x / (1 + dEXP(sep, z));
}
static __float128 qsilu(__float128 x) { return x / (1 + expq(-x)); }
static __float128 qgeluTanh(__float128 x) { return x / (1 + expq(-2 * 0.79788456080286535587989211986876Q * (x + 0.044715Q * x * x * x))); }
static double dSIGMOID(int sep, double x) { return 1 / (1 + dEXP(sep, -x)); }
static __float128 tsigmoid(__float128 x) { return 1 / (1 + expq(-x)); }
int main(int ac, char **av) {
#if PART == 1
  measure("exp", EXP, exp, e_below, e_above);
  printf("exp at the limits and next to them: "); for (int sep = 0; sep < 2; sep++) printf("%a %a %a %a; ", EXP(sep, e_below), EXP(sep, nextafterf(e_below, -99)), EXP(sep, e_above), EXP(sep, nextafterf(e_above, 99))); puts("");
  special("exp", EXP);
  measure("silu", silu, tsilu, -87, 128); measure("silu", silu, tsilu, -256, 256); special("silu", silu);
  measure("softsign", softsign, tsoftsign, -0x1p31f, 0x1p31f); special("softsign", softsign);
  measure("elu", elu, telu, -128, 0); measure("elu expm1", elu1, telu, -128, 0); special("elu", elu); special("elu expm1", elu1);
  measure("selu", selu, tselu, -128, 64); measure("selu expm1", selu1, tselu, -128, 64); special("selu", selu); special("selu expm1", selu1);
  measure("geluTanh", geluTanh, tgeluTanh, -32, 32); special("geluTanh", geluTanh);
  measure("geluTanhExp", geluTanhExp, tgeluTanh, -32, 32); measure("geluTanhExp", geluTanhExp, tgeluTanh, -8, 32); special("geluTanhExp", geluTanhExp);
#else
  dmeasure("exp", dEXP, expq, d_below, d_above, d_ln2Hi / 2, 2000000);
  dmeasure("exp", dEXP, expq, -2, 2, d_ln2Hi / 2, 1000000);
  printf("exp at the limits and next to them: "); for (int sep = 0; sep < 2; sep++) printf("%a %a %a %a; ", dEXP(sep, d_below), dEXP(sep, nextafter(d_below, -999)), dEXP(sep, d_above), dEXP(sep, nextafter(d_above, 999))); puts("");
  dspecial("exp", dEXP);
  dmeasure("tanh", dTANH, tanhq, -21, 21, 0.55, 2000000); dmeasure("tanh", dTANH, tanhq, -1, 1, d_ln2Hi / 4, 2000000); dspecial("tanh", dTANH);
  dmeasure("sigmoid", dSIGMOID, tsigmoid, -700, 40, 1, 2000000); dmeasure("sigmoid", dSIGMOID, tsigmoid, -4, 40, d_ln2Hi / 2, 1000000); dspecial("sigmoid", dSIGMOID);
  dmeasure("expm1", dEXPM1, expm1q, -600, 0, d_ln2Hi / 2, 500000); dmeasure("expm1", dEXPM1, expm1q, -3, 0, d_ln2Hi / 2, 500000); dspecial("expm1, x < 0", dEXPM1);
  dmeasure("silu", dsilu, qsilu, -700, 1, 1, 500000); dspecial("silu", dsilu);
  dmeasure("geluTanh", dgeluTanh, qgeluTanh, -30, 1, 1, 500000); dmeasure("geluTanhExp", dgeluTanhExp, qgeluTanh, -30, 1, 1, 500000); dmeasure("geluTanhExp", dgeluTanhExp, qgeluTanh, -8, 1, 1, 500000);
  dspecial("geluTanh", dgeluTanh); dspecial("geluTanhExp", dgeluTanhExp);
#endif
}
"""


def declarations():
    (_, single, _), (_, double, _) = derive()
    return constants("float", prefixed(single, "e_")) + constants("double", prefixed(double, "d_"))


if __name__ == "__main__":
    for kind, named, error in derive():
        show("exp, %s: relative error %s before rounding" % (kind, mp.nstr(error, 4)), kind, named)
    if "--check" in sys.argv[1:]:
        for part in (1, 2):
            run("#define PART %d\n" % part + PRELUDE + declarations() + FUNCTIONS + MEASURE + CHECK)
