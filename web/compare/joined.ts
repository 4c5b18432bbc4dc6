interface Line {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** Lines over one common x: undefined where a line has no point there. Of points at one x the last counts. */
export const joined = (
  lines: readonly Line[],
): [x: readonly number[], lines: readonly (number | null | undefined)[][]] => {
  const x = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
  const place = new Map(x.map((value, at) => [value, at]));
  const over = lines.map((line) => {
    const values: (number | null | undefined)[] = x.map(() => undefined);
    for (const [at, value] of line.x.entries()) values[place.get(value) ?? 0] = line.y[at] ?? null;
    return values;
  });
  return [x, over];
};
