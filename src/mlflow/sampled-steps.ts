/** Which of the logged steps are shown when there are too many: evenly spread ones, and each run's first and last. */
export const sampledSteps = (steps: readonly { step: bigint; edge: boolean }[], most: number): bigint[] => {
  if (steps.length <= most) return steps.map(({ step }) => step);
  const chosen = new Set<bigint>();
  for (let index = 0; index < most; index++) {
    const place = Math.floor((index * steps.length) / most);
    const found = steps[place];
    if (found !== undefined) chosen.add(found.step);
  }
  for (const { step, edge } of steps) if (edge) chosen.add(step);
  const last = steps.at(-1);
  if (last !== undefined) chosen.add(last.step);
  return [...chosen].sort((a, b) => (a < b ? -1 : 1));
};
