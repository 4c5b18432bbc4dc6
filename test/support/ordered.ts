import type { OrderKey } from "../../src/db/filter.js";
import type { Searched } from "./evaluate-filter.js";

type Held = string | number | bigint | null | undefined;

/** By code points, as PostgreSQL's collation "C" compares UTF-8. */
const compareTexts = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]];
  for (const [index, letter] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (letter !== other) return (letter.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
};

const heldBy = (thing: Searched, { kind, key }: OrderKey): Held => {
  if (kind === "attribute") return thing.attributes?.[key];
  if (kind === "metric") return thing.metrics?.[key];
  if (kind === "param") return thing.params?.[key];
  return kind === "tag" ? thing.tags?.[key] : undefined;
};

/** Numbers and texts, then NaN, then what is missing: in both directions. */
const rank = (held: Held): number => (held == null ? 2 : Number.isNaN(held) ? 1 : 0);

const compareValues = (a: Held, b: Held): number => {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  return (a ?? 0) < (b ?? 0) ? -1 : (a ?? 0) > (b ?? 0) ? 1 : 0;
};

/** How two things stand in an order, by MLflow's rules; 0 where only the ties decide. Knows nothing of SQL. */
export const compareBy =
  (order: readonly OrderKey[]) =>
  (a: Searched, b: Searched): number => {
    for (const key of order) {
      const [left, right] = [heldBy(a, key), heldBy(b, key)];
      if (rank(left) !== rank(right)) return rank(left) - rank(right);
      const compared = rank(left) === 0 ? compareValues(left, right) : 0;
      if (compared !== 0) return key.ascending ? compared : -compared;
    }
    return 0;
  };
