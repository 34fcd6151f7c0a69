#!/usr/bin/python3
"""Derives the float32 coefficients of the generated tanh and sigmoid.

Needs mpmath, numpy and gcc on x86-64 with FMA
(Debian: apt-get install -y python3-mpmath python3-numpy gcc).

    tanh.py            derive and print the coefficients (a minute)
    tanh.py --check    then measure errors and properties over all floats (some minutes)

The form is tanh(x) = (x + x*u*P(u)) / (1 + u*Q(u)) with u = x^2, P and Q of degree 3 (see README.md).

Method: Remez' second algorithm for rational functions gives the minimax relative approximation of
tanh on [0, FIT_LIMIT].  Rounding, not the approximation, limits the result by then, so a seeded search
over the rounded coefficients lowers the errors really measured on a sample of floats: the largest of
all, the largest below 2.5, where the values of networks mostly are, and the mean square.  Six seeds
were tried; the one here gave the lowest errors of whole networks.  The largest errors are too rare
for the sample, hence --check.  Another libm or LAPACK may lead the search elsewhere.

A note on fma: float64 arithmetic does not emulate it (the product is exact but the sum
is rounded twice), so the helper below is C: `fused` uses the hardware's fmaf, `separate`
is compiled with -ffp-contract=off, so that a*b+c is two roundings.
"""
import os
import subprocess
import sys
import tempfile

import mpmath as mp
import numpy as np

mp.mp.dps = 45
FIT_LIMIT = np.float32(8.4)
# Above this u the result is +-1.  Lower than FIT_LIMIT squared, as rounding carries some results between them past 1.
LIMIT = np.float32(66.5)
M, N = 4, 4
ITERATIONS = 40000


def target(u):
    s = mp.sqrt(u)
    return mp.tanh(s) / s


def poly(c, u):
    return mp.polyval(c[::-1], u)


def remez():
    limit = mp.mpf(float(FIT_LIMIT))
    size = M + N + 2
    # Start from the interpolant in Chebyshev nodes (in x: in x^2 they would miss the poles' end).
    nodes = [limit * (1 - mp.cos(mp.pi * (2 * i + 1) / (2 * (size - 1)))) / 2 for i in range(size - 1)]
    a, b = mp.matrix(size - 1, size - 1), mp.matrix(size - 1, 1)
    for i, x in enumerate(nodes):
        u = x * x
        f = target(u)
        for k in range(M + 1):
            a[i, k] = u**k
        for k in range(1, N + 1):
            a[i, M + k] = -f * u**k
        b[i] = f
    z = mp.lu_solve(a, b)
    p, q = [z[k] for k in range(M + 1)], [mp.mpf(1)] + [z[M + k] for k in range(1, N + 1)]
    grid = [limit * (1 - mp.cos(mp.pi * i / 1500)) / 2 for i in range(1, 1501)]
    for _ in range(30):
        err = [poly(p, x * x) / poly(q, x * x) / target(x * x) - 1 for x in grid]
        peaks = []
        for x, e in zip(grid, err):
            if peaks and peaks[-1][1] * e > 0:
                if abs(e) > abs(peaks[-1][1]):
                    peaks[-1] = (x, e)
            else:
                peaks.append((x, e))
        while len(peaks) > size:
            peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
        if len(peaks) < size:
            raise RuntimeError("the error does not alternate often enough")
        high, low = max(abs(e) for _, e in peaks), min(abs(e) for _, e in peaks)
        if high < low * mp.mpf("1.001"):
            return p, q, high
        level = mp.sign(peaks[0][1]) * (high + low) / 2
        for _ in range(50):
            a, b = mp.matrix(size, size), mp.matrix(size, 1)
            for i, (x, _) in enumerate(peaks):
                u = x * x
                f, s = target(u), (-1) ** i
                for k in range(M + 1):
                    a[i, k] = u**k
                for k in range(1, N + 1):
                    a[i, M + k] = -f * (1 + s * level) * u**k
                a[i, M + N + 1] = -f * s * poly(q, u)
                b[i] = f * (1 + s * level) * poly(q, u) - poly(p, u)
            d = mp.lu_solve(a, b)
            p = [c + d[k] for k, c in enumerate(p)]
            q = [q[0]] + [q[k] + d[M + k] for k in range(1, N + 1)]
            level += d[M + N + 1]
            if abs(d[M + N + 1]) < mp.mpf(10) ** -30:
                break
    return p, q, high


def directions(p, q):
    """Relative changes of q0=p0, q1..q3, p1..p4 that each change the approximation by about the same small amount."""
    rows = []
    for v in np.linspace(0.02, 1, 1500) * float(FIT_LIMIT):
        u = mp.mpf(v) ** 2
        a, b = poly(p, u), poly(q, u)
        row = [p[0] / a - q[0] / b] + [-q[k] * u**k / b for k in (1, 2, 3)] + [p[k] * u**k / a for k in (1, 2, 3, 4)]
        rows.append([float(t) for t in row])
    _, s, v = np.linalg.svd(np.array(rows) / np.sqrt(len(rows)), full_matrices=False)
    return v / s[:, None] * 6e-9


HELPER = r"""
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#define INL static inline __attribute__((always_inline))
/* K: 0..3 s0..s3, 4..7 r0..r3, 8 limit (of u), 9 top, 10 one (the constant of Q) */
#define NK 11
INL float F(int sep, float a, float b, float c) { return sep ? a * b + c : __builtin_fmaf(a, b, c); }
INL float core(float x, const float *K, int sep) {
  float u = x * x, uu = u * u, xu = x * u;
  float s = F(sep, F(sep, K[3], u, K[2]), uu, F(sep, K[1], u, K[0]));
  float r = F(sep, F(sep, K[7], u, K[6]), uu, F(sep, K[5], u, K[4]));
  return F(sep, xu, r, x) / F(sep, u, s, K[10]);
}
INL float eval(float x, const float *K, int sep) { float t = core(x, K, sep); return x * x > K[8] ? copysignf(K[9], x) : t; }
INL float fl(uint32_t i) { float f; memcpy(&f, &i, 4); return f; }
INL uint32_t bits(float f) { uint32_t i; memcpy(&i, &f, 4); return i; }
static uint64_t seed = 88172645463325256ull;
static uint32_t rnd(void) { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; return seed >> 32; }
static double uni(void) { return (rnd() + .5) / 4294967296.; }
static double gauss(void) { return sqrt(-2 * log(uni())) * cos(6.283185307179586 * uni()); }

/* The sample: x, tanh(x) = T + R ulp, W = 1/ulp. */
#define COUNT 200000
static float X[COUNT], T[COUNT], R[COUNT], W[COUNT];
static void set(int i, float x) { double t = tanh((double)x); int e; frexp(t, &e); X[i] = x; T[i] = t; W[i] = ldexp(1, 24 - e); R[i] = (t - T[i]) * W[i]; }
/* Error in ulp; a result above 1 counts 2 more. */
INL float err(float y, float t, float r, float w) { float e = fabsf((y - t) * w - r); return e + (y > 1.0f ? 2.0f : 0.0f); }
/* What the search minimizes: the largest errors, those below 2.5, where networks mostly are, counted half as much again, and the mean square. */
static float score(const float *K, float bound) {
  float worst[2] = {0}; double square = 0;
  for (int b = 0; b < COUNT && worst[0] + 0.5f * worst[1] + 3 * sqrt(square / COUNT) <= bound; b += 1024) {
    int end = b + 1024 < COUNT ? b + 1024 : COUNT;
    float e[2] = {worst[0], worst[1]}, sum = 0;
    for (int i = b; i < end; i++) {
      float e0 = err(core(X[i], K, 0), T[i], R[i], W[i]), e1 = err(core(X[i], K, 1), T[i], R[i], W[i]), g = X[i] < 2.5f ? 1.5f : 1;
      sum += e0 * e0;
      e0 *= g; e1 *= g;
      e[0] = e0 > e[0] ? e0 : e[0]; e[1] = e1 > e[1] ? e1 : e[1];
    }
    worst[0] = e[0]; worst[1] = e[1]; square += sum;
  }
  return worst[0] + 0.5f * worst[1] + 3 * sqrt(square / COUNT);
}
static void rounded(const double *z, float *K) { for (int i = 0; i < 4; i++) { K[i] = z[i + 1] / z[0]; K[4 + i] = z[6 + i] / z[5]; } K[9] = K[10] = 1; }
static int search(int iterations) {
  double lim, z[10], D[8][8];
  if (scanf("%lf", &lim) != 1) return 1;
  for (int i = 0; i < 10; i++) if (scanf("%lf", z + i) != 1) return 1;
  for (int i = 0; i < 64; i++) if (scanf("%lf", D[i / 8] + i % 8) != 1) return 1;
  for (int i = 0; i < 20; i++) rnd();
  double lo = log(1 / 64.), hi = log(lim);
  for (int i = 0; i < COUNT; i++) { double v = uni(); set(i, i < 2000 ? ldexp(1 + v, -12) : i < 90000 ? exp(lo + (hi - lo) * v) : i < 180000 ? lim * v : lim * (0.8 + 0.2 * v)); }
  float K[NK], L[NK]; K[8] = L[8] = lim * lim;
  rounded(z, K);
  float best = score(K, 1e8f);
  for (int it = 0; it < iterations; it++) {
    double y[10]; memcpy(y, z, sizeof y);
    if (rnd() % 4 < 2) { /* along directions that change the approximation by about the same amount */
      double s = exp(-7 * uni()) * 4, g[8], d[8] = {0}; int one = rnd() % 2 ? (int)(rnd() % 8) : -1;
      for (int k = 0; k < 8; k++) g[k] = one < 0 || one == k ? s * gauss() : 0;
      for (int k = 0; k < 8; k++) for (int j = 0; j < 8; j++) d[j] += g[k] * D[k][j];
      for (int j = 0; j < 4; j++) { y[j] *= 1 + d[j]; y[6 + j] *= 1 + d[4 + j]; }
      y[5] = y[0];
    } else { /* single coefficients by some ulp */
      for (int k = 1 + rnd() % 3; k > 0; k--) {
        int i = rnd() % 8; i = i < 4 ? i : i + 2; int st = (int)exp(uni() * 4.2); if (rnd() & 1) st = -st;
        y[i] = fl(bits((float)y[i]) + st); if (i == 0) y[5] = y[0];
      }
    }
    rounded(y, L);
    float v = score(L, best);
    if (v <= best) { best = v; memcpy(z, y, sizeof y); memcpy(K, L, sizeof K); }
  }
  for (int i = 0; i < NK; i++) printf("%08x\n", bits(K[i]));
  return 0;
}

static const char *variant[] = {"fused", "separate"};
typedef struct { double ulp, abs; float xu, xa; } Worst;
static void note(Worst *w, float x, double y, double t) {
  double e = fabs(y - t), v; int k; frexp(t, &k); v = ldexp(e, 24 - k);
  if (v > w->ulp) { w->ulp = v; w->xu = x; }
  if (e > w->abs) { w->abs = e; w->xa = x; }
}
static void errors(const float *K, const float *S) {
  Worst w[2] = {0}, s[2] = {0}, large[2] = {0}; double square[2] = {0}; long m = 0;
  for (uint32_t i = bits(0x1p-13f); i <= bits(10); i++) {
    float x = fl(i), y[] = {eval(x, K, 0), eval(x, K, 1)}; double t = tanh((double)x); int inner = x >= 0.25f && x <= 2; m += inner;
    for (int k = 0; k < 2; k++) { note(w + k, x, y[k], t); if (inner) square[k] += (y[k] - t) * (y[k] - t); }
  }
  for (int k = 0; k < 2; k++) printf("tanh %s, 2^-13..10: %.3f ulp (x=%.9g), %.3e (x=%.9g), rms on [0.25, 2] %.2e\n", variant[k], w[k].ulp, w[k].xu, w[k].abs, w[k].xa, sqrt(square[k] / m));
  fflush(stdout);
  /* Below 2^-25 the result is 0.5; from there to 2^-13 it is 0.5 + x/4 and a part of the floats will do. */
  for (int sign = -1; sign <= 1; sign += 2) for (uint32_t i = bits(0x1p-25f); i <= bits(32); i += i < bits(0x1p-13f) ? 64 : 1) {
    float x = sign * fl(i); double t = 1 / (1 + exp(-(double)x));
    for (int k = 0; k < 2; k++) { float y = 0.5f + eval(x, S, k); note(s + k, x, y, t); if (t >= 0x1p-12) note(large + k, x, y, t); }
  }
  for (int k = 0; k < 2; k++) printf("sigmoid %s, 2^-25..32: %.3e (x=%.9g), %.1f ulp (x=%.9g) for results >= 2^-12, %.3g ulp overall\n", variant[k], s[k].abs, s[k].xa, large[k].ulp, large[k].xu, s[k].ulp);
  fflush(stdout);
}
#define BLK 16384
INL void fill(float *y, uint32_t start, float scale, const float *K, int sep) { for (int i = 0; i < BLK; i++) y[i] = eval(fl(start + i) * scale, K, sep); }
/* All floats from 0 to 32; above the limit the select leaves nothing to measure. */
INL void properties(const float *K, const float *S, int sep) {
  static float A[BLK + 1], B[BLK], G[BLK], H[BLK]; uint32_t small = bits(0x1p-13f);
  long even = 0, above = 0, low = 0, high = 0, differ = 0; int far = 0; float drop = 0, dropUlp = 0, last = 0; A[BLK] = 0;
  for (uint32_t s = 0; s < bits(32); s += BLK) {
    A[0] = A[BLK]; fill(A + 1, s, 1, K, sep); fill(B, s, -1, K, sep); fill(G, s, 1, S, sep); fill(H, s, 0.5f, K, sep);
    int e = 0, a = 0, d = 0, o = 0;
    for (int i = 0; i < BLK; i++) { e += (bits(A[i + 1]) ^ bits(B[i])) != 0x80000000u; a += !(A[i + 1] <= 1); d += A[i + 1] < A[i]; o += bits(2*G[i]) != bits(H[i]); }
    even += e; above += a; differ += o; *(s < small ? &low : &high) += d;
    if (o) for (int i = 0; i < BLK; i++) if (bits(2*G[i]) != bits(H[i])) last = fl(s + i);
    if (s < small) for (int i = 0; i < BLK; i++) { int v = abs((int)(bits(A[i + 1]) - (s + i))); far = v > far ? v : far; }
    else for (int i = 0; i < BLK; i++) { float v = A[i] - A[i + 1], w = v * fl((277u << 23) - (bits(A[i + 1]) & 0x7f800000u)); /* times 1/ulp */ drop = v > drop ? v : drop; dropUlp = w > dropUlp ? w : dropUlp; }
  }
  float q[] = {-0.0f, NAN, INFINITY, -INFINITY};
  printf("tanh %s: below 2^-13 at most %d floats from x; not odd: %ld; above 1: %ld; downward steps: %ld below 2^-13, %ld from there, at most %.2e and %.1f ulp;", variant[sep], far, even, above, low, high, drop, dropUlp);
  for (int i = 0; i < 4; i++) printf(" tanh(%g)=%g", q[i], eval(q[i], K, sep));
  printf("\nt of sigmoid %s: other bits than tanh(0.5f*x) for %ld floats", variant[sep], differ);
  if (differ) printf(", the largest %.9g = %a", last, last);
  puts(""); fflush(stdout);
}
int main(int ac, char **av) {
  if (!strcmp(av[1], "search")) return search(atoi(av[2]));
  float K[2][NK];
  for (int i = 0; i < 2 * NK; i++) { uint32_t b; if (scanf("%x", &b) != 1) return 1; K[i / NK][i % NK] = fl(b); }
  errors(K[0], K[1]); properties(K[0], K[1], 0); properties(K[0], K[1], 1);
  return 0;
}
"""

FLAGS = ["-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]
NAMES = ["s%d" % k for k in range(4)] + ["r%d" % k for k in range(4)] + ["limit", "top", "one"]


def bits(v):
    return "%08X" % np.float32(v).view(np.uint32)


def build(folder):
    source, binary = os.path.join(folder, "h.c"), os.path.join(folder, "h")
    with open(source, "w") as f:
        f.write(HELPER)
    subprocess.run(["gcc"] + FLAGS + [source, "-o", binary, "-lm"], check=True)
    return binary


def show(title, block):
    print(title)
    for name, v in zip(NAMES, block):
        print("  %-6s %-18s 0x%s" % (name, "%.9g" % v, bits(v)))
    sys.stdout.flush()


def main():
    with tempfile.TemporaryDirectory() as folder:
        binary = build(folder)
        p, q, error = remez()
        print("minimax relative error of the unrounded rational: %s" % mp.nstr(error, 4))
        # Q monic: its leading coefficient is then no operation.
        p, q = [c / q[N] for c in p], [c / q[N] for c in q]
        # Equal, so that tanh(x) is x for small x but for rounding; they differ by the minimax error.
        p[0] = q[0]
        start = [float(FIT_LIMIT)] + [float(c) for c in q + p] + list(directions(p, q).ravel())
        words = subprocess.run([binary, "search", str(ITERATIONS)], text=True, check=True,
                               input=" ".join(repr(float(v)) for v in start), stdout=subprocess.PIPE).stdout.split()
        tanh = [np.uint32(int(w, 16)).view(np.float32) for w in words]
        tanh[8] = LIMIT
        # tanh(x/2)/2
        half = list(tanh)
        for k in range(4):
            half[k] = tanh[k] * np.float32(4 / 4.0 ** (k + 1))
            half[4 + k] = tanh[4 + k] * np.float32(1 / 4.0 ** (k + 1))
        half[8], half[9], half[10] = tanh[8] * np.float32(4), np.float32(0.5), np.float32(4)
        show("tanh", tanh)
        show("sigmoid = 0.5 + t, t with", half)
        if "--check" in sys.argv[1:]:
            subprocess.run([binary, "check"], text=True, check=True, input="\n".join(bits(v) for b in (tanh, half) for v in b))


if __name__ == "__main__":
    main()
