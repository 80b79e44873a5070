// Where each firm stands in the graph: industries side by side, in each the firms that matter most in the middle.
// Placed by arithmetic alone: the same network looks the same for everybody, and twenty thousand take no time.

export type Placed = { x: number; y: number };

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Room between industries, as a share of their own size. */
const MARGIN = 1.25;

/**
 * @param group of each firm; @param weight the heaviest of a group stands in its middle
 * @returns by firm
 */
export function placed(group: readonly string[], weight: readonly number[]): Placed[] {
  const members = Map.groupBy(group.keys(), (i) => group[i]!);
  const groups = [...members].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const out: Placed[] = Array.from({ length: group.length }, () => ({ x: 0, y: 0 }));
  const taken: { x: number; y: number; radius: number }[] = [];
  for (const [, own] of groups) {
    const radius = MARGIN * Math.sqrt(own.length) + 1;
    const centre = freePlace(taken, radius);
    taken.push({ ...centre, radius });
    own
      .sort((a, b) => weight[b]! - weight[a]! || a - b)
      .forEach((firm, at) => {
        const away = Math.sqrt(at);
        out[firm] = {
          x: centre.x + away * Math.cos(at * GOLDEN_ANGLE),
          y: centre.y + away * Math.sin(at * GOLDEN_ANGLE),
        };
      });
  }
  return out;
}

/** The nearest place to the middle, on a spiral, where a circle still fits. */
function freePlace(taken: readonly { x: number; y: number; radius: number }[], radius: number): Placed {
  for (let step = 0; ; step++) {
    const away = 0.6 * Math.sqrt(step) * Math.sqrt(radius + 1);
    const spot = { x: away * Math.cos(step * GOLDEN_ANGLE), y: away * Math.sin(step * GOLDEN_ANGLE) };
    const free = taken.every((one) => Math.hypot(one.x - spot.x, one.y - spot.y) >= one.radius + radius);
    if (free) return spot;
  }
}
