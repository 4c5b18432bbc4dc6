import type { DoubleValue, RunSnapshot } from "../../../verify/version-digest.js";
import { instantOfMillis } from "../../instant.js";
import type { KeyValue } from "../../tracking/key-value.js";

export type TagRow = KeyValue;

/** What a list says of a key, then and now; null where it says nothing. */
export interface Drifted<Value> {
  readonly key: string;
  readonly frozen: Value | null;
  readonly now: Value | null;
}

const differ = (a: unknown, b: unknown): boolean => a !== b && !(Number.isNaN(a) && Number.isNaN(b));

/** The keys of which the lists say different things, by key. */
export const driftOf = <Value>(
  frozen: readonly { readonly key: string; readonly value: Value }[],
  now: readonly { readonly key: string; readonly value: Value }[],
): Drifted<Value>[] => {
  const [then, today] = [frozen, now].map((list) => new Map(list.map(({ key, value }) => [key, value])));
  const keys = [...new Set([...frozen, ...now].map(({ key }) => key))].sort((a, b) => (a < b ? -1 : 1));
  return keys
    .map((key) => ({ key, frozen: then?.get(key) ?? null, now: today?.get(key) ?? null }))
    .filter((each) => differ(each.frozen, each.now));
};

/** Frozen metrics as numbers: what JSON cannot hold is frozen by its name. */
export const asNumbers = (metrics: readonly { readonly key: string; readonly value: DoubleValue }[]) =>
  metrics.map(({ key, value }) => ({ key, value: Number(value) }));

/** What of a run's own facts goes on after a version froze them, as texts. */
export const frozenFacts = ({ status, endTime }: Pick<RunSnapshot, "status" | "endTime">): KeyValue[] =>
  factsFrom(status, endTime === null ? null : BigInt(endTime));

/** The same facts of a run as it is now. */
export const presentFacts = ({ status, endTime }: { status: string; endTime: bigint | null }): KeyValue[] =>
  factsFrom(status, endTime);

const factsFrom = (status: string, endTime: bigint | null): KeyValue[] => [
  { key: "status", value: status },
  ...(endTime === null ? [] : [{ key: "endTime", value: instantOfMillis(endTime) ?? `${endTime}` }]),
];
