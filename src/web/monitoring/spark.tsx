// A small chart of a year: one or two lines, the newest point marked; gaps stay gaps.
type Line = { name: string; values: readonly (string | null)[] };

const WIDTH = 200;
const HEIGHT = 48;
const EDGE = 4;

/** Drawn beside the figure it ends in, which is what is read aloud. */
export function Spark({ lines }: { lines: readonly Line[] }) {
  const known = lines.flatMap(({ values }) =>
    values.flatMap((value) => (value === null ? [] : Number(value))),
  );
  if (known.length === 0) return <div className="spark-none" aria-hidden="true" />;
  // Zero stays in the picture, so that rising and falling are told apart at a glance.
  const top = Math.max(...known, 0);
  const bottom = Math.min(...known, 0);
  const y = (value: number) => EDGE + ((top - value) / (top - bottom || 1)) * (HEIGHT - 2 * EDGE);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} className="zero" />
      {lines.map((line, at) => (
        <SparkLine key={line.name} values={line.values} y={y} second={at > 0} />
      ))}
    </svg>
  );
}

function SparkLine({
  values,
  y,
  second,
}: {
  values: readonly (string | null)[];
  y: (value: number) => number;
  second: boolean;
}) {
  const x = (at: number) => EDGE + (at / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
  const last = values.findLastIndex((value) => value !== null);
  let pen = "M";
  const path = values.flatMap((value, at) => {
    if (value === null) {
      pen = "M";
      return [];
    }
    const step = `${pen}${x(at).toFixed(1)} ${y(Number(value)).toFixed(1)}`;
    pen = "L";
    return [step];
  });
  return (
    <g className={second ? "second" : "main"}>
      <path d={path.join(" ")} />
      {last >= 0 ? <circle cx={x(last)} cy={y(Number(values[last]))} r={3} /> : null}
    </g>
  );
}
