// Appeals put together so that each group is one trouble: nearest groups first, and never by one likeness alone.

/**
 * Average linkage on log-odds: two groups become one while the mean over all their pairs is at least the threshold, the
 * likest two first. A pair that cannot be alike weighs against the join as much as a likely one for it, so that one
 * mistaken likeness does not chain two troubles.
 *
 * @param size number of appeals, numbered from 0
 * @param logOdds of each pair i < j
 * @returns the number of its group for each appeal, in the order of first members
 */
export function grouped(
  size: number,
  logOdds: (i: number, j: number) => number,
  threshold: number,
): number[] {
  const members: (number[] | null)[] = Array.from({ length: size }, (_, i) => [i]);
  // Sums of log-odds between live groups; sparse rows would save memory, batches are of some thousands.
  const sums = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const value = logOdds(i, j);
      sums[i]![j] = value;
      sums[j]![i] = value;
    }
  }
  const mean = (i: number, j: number): number => sums[i]![j]! / (members[i]!.length * members[j]!.length);
  const nearest = Int32Array.from({ length: size }, () => -1);
  const look = (i: number): void => {
    nearest[i] = -1;
    for (let j = 0; j < size; j++) {
      if (j !== i && members[j] && (nearest[i] === -1 || mean(i, j) > mean(i, nearest[i]!))) nearest[i] = j;
    }
  };
  for (let i = 0; i < size; i++) look(i);
  for (;;) {
    let best = -1;
    for (let i = 0; i < size; i++) {
      if (!members[i] || nearest[i] === -1) continue;
      if (best === -1 || mean(i, nearest[i]!) > mean(best, nearest[best]!)) best = i;
    }
    if (best === -1) break;
    const other = nearest[best]!;
    if (mean(best, other) < threshold) break;
    const [kept, gone] = best < other ? [best, other] : [other, best];
    members[kept]!.push(...members[gone]!);
    members[gone] = null;
    for (let j = 0; j < size; j++) {
      sums[kept]![j]! += sums[gone]![j]!;
      sums[j]![kept] = sums[kept]![j]!;
    }
    for (let i = 0; i < size; i++) {
      if (!members[i]) continue;
      if (i === kept || nearest[i] === kept || nearest[i] === gone) look(i);
      else if (mean(i, kept) > mean(i, nearest[i]!)) nearest[i] = kept;
    }
  }
  const group = new Array<number>(size).fill(-1);
  let count = 0;
  for (let i = 0; i < size; i++) {
    if (!members[i]) continue;
    for (const one of members[i]!) group[one] = count;
    count++;
  }
  return group;
}
