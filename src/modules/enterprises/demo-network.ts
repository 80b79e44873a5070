// Invented supply links of the demo enterprises: who buys what of whom, how much of it, and for how many days it lasts.
export type Node = { creditCode: string; industry: string; region: string; scale: number };
export type SupplyLink = {
  /** Credit codes, or ids where the links are asked for by demoSupply. */
  supplier: string;
  customer: string;
  goods: string;
  /** Of what the customer buys of these goods, 0–1; the links of one customer and goods sum to 1. */
  share: number;
  /** Days the customer's stock of the goods lasts. */
  coverDays: number;
};

/** Beginnings of GB/T 4754 codes: who makes the goods, who needs them, and the days of stock usual for them. */
const NEEDS: readonly {
  goods: string;
  from: string;
  to: readonly string[];
  days: readonly [number, number];
}[] = [
  { goods: "纸浆", from: "221", to: ["222"], days: [12, 45] },
  { goods: "机制纸及纸板", from: "222", to: ["223", "241"], days: [7, 25] },
  { goods: "纸包装", from: "223", to: ["14", "15", "385", "195", "245"], days: [2, 10] },
  { goods: "塑料包装", from: "292", to: ["14", "15", "13", "268"], days: [3, 14] },
  { goods: "皮革", from: "191", to: ["192", "195"], days: [10, 40] },
  { goods: "香精香料", from: "268", to: ["14", "152"], days: [20, 60] },
  { goods: "食品配料", from: "149", to: ["141", "142", "144", "145"], days: [8, 30] },
  { goods: "糖", from: "134", to: ["142", "152", "141"], days: [10, 35] },
  { goods: "盐", from: "103", to: ["146", "145"], days: [15, 60] },
  { goods: "玻璃瓶罐", from: "305", to: ["151", "146", "268"], days: [4, 18] },
  { goods: "电池", from: "384", to: ["377", "245", "387"], days: [5, 20] },
  { goods: "五金配件", from: "33", to: ["21", "385", "376"], days: [6, 25] },
];

/**
 * @param nodes in an order of their own: the same nodes give the same links.
 * @param random uniform in [0, 1)
 */
export function supplyLinks(nodes: readonly Node[], random: () => number): SupplyLink[] {
  const out: SupplyLink[] = [];
  for (const { goods, from, to, days } of NEEDS) {
    const makers = nodes.filter((node) => node.industry.startsWith(from));
    if (makers.length === 0) continue;
    for (const customer of nodes) {
      if (!to.some((head) => customer.industry.startsWith(head)) || customer.industry.startsWith(from))
        continue;
      const found = new Set<Node>();
      // One supplier in three cases of ten: where he stops, the customer stops.
      const wanted = Math.min(makers.length, random() < 0.3 ? 1 : 2 + Math.floor(random() * 3));
      while (found.size < wanted) found.add(makers[Math.floor(random() ** 1.6 * makers.length)]!);
      const parts = [...found].map(() => 0.2 + random());
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const coverDays = Math.round(days[0] + random() * (days[1] - days[0]));
      let left = 1000;
      [...found].forEach((supplier, i) => {
        const share = i === found.size - 1 ? left : Math.floor((parts[i]! / whole) * 1000);
        left -= share;
        out.push({
          supplier: supplier.creditCode,
          customer: customer.creditCode,
          goods,
          share: share / 1000,
          coverDays,
        });
      });
    }
  }
  return out;
}
