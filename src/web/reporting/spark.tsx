// A small line of the months so far, the newest marked; gaps stay gaps.
type Point = { period: string; value: string | null };

const W = 128;
const H = 32;

export function Spark({ points, label }: { points: readonly Point[]; label: string }) {
  const values = points.map((point) => (point.value === null ? null : Number(point.value)));
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (i: number): number => 3 + (i * (W - 6)) / Math.max(1, points.length - 1);
  const y = (value: number): number => H - 4 - ((value - low) / span) * (H - 8);
  const path = values
    .map((value, i) =>
      value === null ? "" : `${values[i - 1] == null ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join("");
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg className="spark" viewBox={`0 0 ${W} ${H}`} width={W} height={H} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={path} />
      <circle cx={x(last)} cy={y(values[last]!)} r="2.5" />
    </svg>
  );
}
