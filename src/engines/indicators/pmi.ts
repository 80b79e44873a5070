// The composite of five diffusion indices, weighed as the national 采购经理指数 (PMI) is.

export type PmiParts = {
  newOrders: number;
  production: number;
  employment: number;
  delivery: number;
  inventory: number;
};
/** Weights of the National Bureau of Statistics; slower delivery counts as more demand, hence turned round. */
export const PMI_WEIGHTS = {
  newOrders: 0.3,
  production: 0.25,
  employment: 0.2,
  delivery: 0.15,
  inventory: 0.1,
};

/** PMI of five indices 0…100 (50: as many better as worse), unrounded; free weights are scaled to sum 1. */
export function pmi(parts: PmiParts, weights: PmiParts = PMI_WEIGHTS): number {
  let sum = 0;
  let total = 0;
  for (const part of Object.keys(PMI_WEIGHTS) as (keyof PmiParts)[]) {
    const value = part === "delivery" ? 100 - parts[part] : parts[part];
    sum += weights[part] * value;
    total += weights[part];
  }
  return sum / total;
}
