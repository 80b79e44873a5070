// Quantiles and tails of the distributions that thresholds are taken from. Relative error below 1e-9 where used.

/** Inverse of the standard normal distribution, p in (0, 1) (Acklam's rational start, two Halley steps). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  let x = t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
  if (p < 0.5) x = -x;
  for (let turn = 0; turn < 4; turn += 1) {
    const error = x < 0 ? normalCdf(x) - p : 1 - p - normalCdf(-x);
    const u = (error * Math.sqrt(2 * Math.PI)) / Math.exp(-0.5 * x * x);
    x -= u / (1 + (x * u) / 2);
  }
  return x;
}

/** P(Z ≤ x); exact in the tails. */
export function normalCdf(x: number): number {
  const q = gammaUpper(0.5, (x * x) / 2) / 2;
  return x < 0 ? q : 1 - q;
}

/** ln Γ(x), x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const c = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  let sum = 0.99999999999980993;
  for (let i = 0; i < c.length; i += 1) sum += (c[i] as number) / (x + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised upper incomplete gamma Q(a, x); P(Poisson(x) < a) for whole a. */
export function gammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 2000 && term > sum * 1e-17; k += 1) {
      term *= x / (a + k);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 2000; k += 1) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * h;
}

/** Regularised incomplete beta I_x(a, b). */
export function betaLower(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaLower(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 2000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return (front * h) / a;
}

/** P(|T| ≥ |t|) of Student's t with df degrees of freedom. */
export const studentTwoSided = (t: number, df: number): number => betaLower(df / 2, 0.5, df / (df + t * t));

const reaches = new Map<string, number>();

/** Inverse: `share` of Student's t with df degrees of freedom lies within ± this (by halving, below 1e-13 of 20). */
export function studentReach(share: number, df: number): number {
  const key = `${share} ${df}`;
  const known = reaches.get(key);
  if (known !== undefined) return known;
  let [low, high] = [0, 20];
  for (let i = 0; i < 50; i += 1) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, df) > 1 - share) low = middle;
    else high = middle;
  }
  reaches.set(key, high);
  return high;
}

/** P(N ≤ k) of a count with this mean and variance phi·mean (phi 1: Poisson, above: negative binomial). */
export function countCdf(k: number, mean: number, phi: number): number {
  if (k < 0) return 0;
  if (phi <= 1) return gammaUpper(Math.floor(k) + 1, mean);
  return betaLower(mean / (phi - 1), Math.floor(k) + 1, 1 / phi);
}

/** The smallest k with P(N ≤ k) ≥ p. */
export function countQuantile(p: number, mean: number, phi: number): number {
  let k = Math.max(0, Math.floor(mean + normalQuantile(p) * Math.sqrt(mean * phi)));
  while (k > 0 && countCdf(k - 1, mean, phi) >= p) k -= 1;
  while (countCdf(k, mean, phi) < p) k += 1;
  return k;
}
