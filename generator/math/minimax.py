"""What exp.py, log1p.py and erf.py share: Remez' second algorithm, and C to measure errors with."""
import os
import subprocess
import sys
import tempfile

import mpmath as mp
import numpy as np

mp.mp.dps = 50


def poly(c, u):
    return mp.polyval(c[::-1], u)


def minimax(f, weight, low, high, m, n, of=lambda x: x, grid=1500):
    """P and Q (q0 = 1), of degrees m and n in of(x), and the largest |weight(x)*(P/Q - f(x))| for x from low to high."""
    low, high = mp.mpf(low), mp.mpf(high)
    size = m + n + 2
    cheb = lambda k: low + (high - low) * (1 - mp.cos(mp.pi * k)) / 2
    xs = [cheb(mp.mpf(2 * i + 1) / (2 * grid)) for i in range(grid)]
    fs, ws, us = [f(x) for x in xs], [weight(x) for x in xs], [of(x) for x in xs]
    # Start from least squares, reweighted by the last Q (Loeb).
    p, q, picked = None, [mp.mpf(1)] + [mp.mpf(0)] * n, range(grid // 200, grid, max(1, grid // 100))
    for _ in range(6 if n else 1):
        a, b = mp.matrix(len(picked), m + n + 1), mp.matrix(len(picked), 1)
        for row, i in enumerate(picked):
            w = ws[i] / poly(q, us[i])
            for k in range(m + 1):
                a[row, k] = w * us[i]**k
            for k in range(1, n + 1):
                a[row, m + k] = -w * fs[i] * us[i]**k
            b[row] = w * fs[i]
        z = mp.qr_solve(a, b)[0]
        p, q = [z[k] for k in range(m + 1)], [mp.mpf(1)] + [z[m + k] for k in range(1, n + 1)]
    for _ in range(40):
        peaks = []
        for i in range(grid):
            e = ws[i] * (poly(p, us[i]) / poly(q, us[i]) - fs[i])
            if peaks and peaks[-1][1] * e > 0:
                if abs(e) > abs(peaks[-1][1]):
                    peaks[-1] = (i, e)
            else:
                peaks.append((i, e))
        while len(peaks) > size:
            peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
        if len(peaks) < size:
            raise RuntimeError("the error does not alternate often enough")
        top, bottom = max(abs(e) for _, e in peaks), min(abs(e) for _, e in peaks)
        if top < bottom * mp.mpf("1.001"):
            return p, q, top
        level = mp.sign(peaks[0][1]) * (top + bottom) / 2
        for _ in range(50):
            a, b = mp.matrix(size, size), mp.matrix(size, 1)
            for row, (i, _) in enumerate(peaks):
                s = (-1)**row / ws[i]
                for k in range(m + 1):
                    a[row, k] = us[i]**k
                for k in range(1, n + 1):
                    a[row, m + k] = -(fs[i] + s * level) * us[i]**k
                a[row, m + n + 1] = -s * poly(q, us[i])
                b[row] = (fs[i] + s * level) * poly(q, us[i]) - poly(p, us[i])
            d = mp.lu_solve(a, b)
            p = [c + d[k] for k, c in enumerate(p)]
            q = [q[0]] + [q[k] + d[m + k] for k in range(1, n + 1)]
            level += d[m + n + 1]
            if abs(d[m + n + 1]) < abs(level) * mp.mpf(10)**-12:
                break
    return p, q, top


def constants(kind, named):
    """C constants; kind is float or double."""
    return "".join("static const %s %s = %s;\n" % (kind, k, (float(v).hex() + ("f" if kind == "float" else ""))) for k, v in named.items())


def rounded(kind, named):
    """Each to the nearest float or double; a string is read with enough digits for either."""
    return {k: (np.float32 if kind == "float" else np.float64)(mp.nstr(mp.mpf(v), 30)) for k, v in named.items()}


def prefixed(named, prefix):
    return {prefix + k: v for k, v in named.items()}


def show(title, kind, named):
    print(title)
    for k, v in named.items():
        if kind == "float":
            print("| %s | %s | %08X |" % (k, v, v.view(np.uint32)))
        else:
            print("| %s | %s | %016X |" % (k, v, v.view(np.uint64)))
    sys.stdout.flush()


def table(prefix, coefficients, first=0):
    return {"%s%d" % (prefix, k + first): c for k, c in enumerate(coefficients)}


PRELUDE = r"""
#include <math.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <quadmath.h>
static inline float F(int sep, float a, float b, float c) { return sep ? a * b + c : __builtin_fmaf(a, b, c); }
static inline double D(int sep, double a, double b, double c) { return sep ? a * b + c : __builtin_fma(a, b, c); }
static inline float fl(uint32_t i) { float f; memcpy(&f, &i, 4); return f; }
static inline uint32_t bits(float f) { uint32_t i; memcpy(&i, &f, 4); return i; }
static inline double dl(uint64_t i) { double f; memcpy(&f, &i, 8); return f; }
static inline uint64_t dbits(double f) { uint64_t i; memcpy(&i, &f, 8); return i; }
"""

MEASURE = r"""
static const char *variant[] = {"fused", "separate"};
static double ulp(double t, int digits) { int k; frexp(t, &k); return ldexp(1, k - digits); }
/* All floats from -high to low and from -low to high, where |x| >= 2^-13; every 64th with |x| from 2^-40 to there. */
static void measure(const char *name, float (*f)(int, float), double (*t)(double), float low, float high) {
  for (int sep = 0; sep < 2; sep++) {
    double u = 0, a = 0, r = 0; float xu = 0, xa = 0, xr = 0; long subnormal = 0, nan = 0;
    for (int sign = -1; sign <= 1; sign += 2) for (uint32_t i = bits(0x1p-40f), end = bits(sign < 0 ? -low : high); i <= end; i += i < bits(0x1p-13f) ? 64 : 1) {
      if ((sign < 0 ? -low : high) <= 0) break;
      float x = sign * fl(i), y = f(sep, x); double z = t(x), e = fabs(y - z), v;
      subnormal += y != 0 && fabsf(y) < 0x1p-126f; nan += !(y == y);
      if (e > a) { a = e; xa = x; }
      v = e / fmax(1, fabsf(x)); if (v > r) { r = v; xr = x; }
      if (e > u * fabs(z) * 0x1p-24) { v = e / ulp(z, 24); if (v > u && fabs(z) >= 0x1p-126) { u = v; xu = x; } }
    }
    printf("%-12s %-8s [%g, %g]: %.3f ulp (x=%.9g), absolute %.3e (x=%.9g), absolute/max(1,|x|) %.3e (x=%.9g)", name, variant[sep], low, high, u, xu, a, xa, r, xr);
    if (subnormal) printf(", subnormal results: %ld", subnormal);
    if (nan) printf(", NaN: %ld", nan);
    puts(""); fflush(stdout);
  }
}
static void special(const char *name, float (*f)(int, float)) {
  float x[] = {0, -0.0f, 0x1p-149f, -0x1p-149f, 0x1p-126f, 100, -100, 0x1p100f, -0x1p100f, 0x1.fffffep127f, -0x1.fffffep127f, INFINITY, -INFINITY, NAN, fl(0x7FC00001), fl(0xFFC12345)};
  for (int sep = 0; sep < 2; sep++) { printf("%-12s %-8s", name, variant[sep]); for (int i = 0; i < sizeof x / sizeof *x; i++) printf(" %g:%.9g", x[i], f(sep, x[i])); puts(""); }
}
static uint64_t seed = 88172645463325252ull;
static uint64_t rnd(void) { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; return seed; }
static double uni(void) { return ((rnd() >> 11) + .5) * 0x1p-53; }
/* count samples of [low, high], uniform, and as many uniform in the bits of |x| down to 2^-40; those around joint, closely. */
static void dmeasure(const char *name, double (*f)(int, double), __float128 (*t)(__float128), double low, double high, double joint, int count) {
  double u[2] = {0}, a[2] = {0}, xu[2], xa[2]; long subnormal = 0;
  for (int i = 0; i < count * 3; i++) {
    double x = i % 3 == 0 ? low + (high - low) * uni() : i % 3 == 1 ? joint * (1 + ldexp(uni() - .5, -(int)(rnd() % 45))) : dl(dbits(0x1p-40) + rnd() % (dbits(fmax(high, -low)) - dbits(0x1p-40)));
    if (low < 0 && (high <= 0 || rnd() >> 63) && i % 3) x = -x;
    if (!(x >= low && x <= high)) continue;
    __float128 z = t(x);
    for (int sep = 0; sep < 2; sep++) {
      double y = f(sep, x), e = (double)fabsq(y - z), v = e / ulp((double)z, 53);
      subnormal += y != 0 && fabs(y) < 0x1p-1022;
      if (e > a[sep]) { a[sep] = e; xa[sep] = x; }
      if (v > u[sep] && fabsq(z) >= 0x1p-1022) { u[sep] = v; xu[sep] = x; }
    }
  }
  for (int sep = 0; sep < 2; sep++) printf("%-14s %-8s [%g, %g]: %.3f ulp (x=%.17g), absolute %.3e (x=%.17g)\n", name, variant[sep], low, high, u[sep], xu[sep], a[sep], xa[sep]);
  if (subnormal) printf("subnormal results: %ld\n", subnormal);
  fflush(stdout);
}
static void dspecial(const char *name, double (*f)(int, double)) {
  double x[] = {0, -0.0, 0x1p-1074, -0x1p-1074, 0x1p-1022, 800, -800, 0x1p900, -0x1p900, 0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023, INFINITY, -INFINITY, NAN, dl(0x7FF8000000000001), dl(0xFFF8123456789ABC)};
  for (int sep = 0; sep < 2; sep++) { printf("%-14s %-8s", name, variant[sep]); for (int i = 0; i < sizeof x / sizeof *x; i++) printf(" %g:%.17g", x[i], f(sep, x[i])); puts(""); }
}
"""


def run(source):
    with tempfile.TemporaryDirectory() as folder:
        c, binary = os.path.join(folder, "h.c"), os.path.join(folder, "h")
        with open(c, "w") as f:
            f.write(source)
        subprocess.run(["gcc", "-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-w", c, "-o", binary, "-lquadmath", "-lm"], check=True)
        subprocess.run([binary], check=True)
