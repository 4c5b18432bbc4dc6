/** What an act changed of one key; `undefined` where there was nothing. */
export interface Changed {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const written = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value, null, 2);

/** The keys by which two states differ, in the order of their names; a state that is no object is one value. */
export const changesOf = (before: unknown, after: unknown): readonly Changed[] => {
  const [old, young] = [before, after].map((state) =>
    isPlain(state) ? state : state == null ? {} : { value: state },
  ) as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  return [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .sort()
    .map((key) => ({ key, before: written(old[key]), after: written(young[key]) }))
    .filter((each) => each.before !== each.after);
};
