import { count } from "../word/text.ts";

/** What the API tells of the log and of those who keep its checkpoints; null: not to this reader. */
interface Told {
  readonly id: string | null;
  readonly state: "SIGNING" | "HALTED" | "OFF";
  readonly haltReason: string | null;
  readonly anchors: readonly (Keeper & { readonly isWeak: boolean })[] | null;
  readonly witnesses: readonly Keeper[] | null;
}

interface Keeper {
  readonly state: string;
  readonly size: string | number | null;
}

/** What stands between the log and somebody who would write all of it anew. */
export type Kept =
  | { readonly is: "HALTED"; readonly code: string }
  /** The reader is not among those whom COUNTERSIGN_LOG_ACCESS admits. */
  | { readonly is: "HIDDEN" }
  | { readonly is: "NOWHERE" }
  /** By the anchor alone that stands on the sequencer's own machine. */
  | { readonly is: "NEARBY" }
  | { readonly is: "OUTSIDE"; readonly leaves: number; readonly by: string };

/** What is known of it, and not more: a keeper counts once it has confirmed a checkpoint that it did not lose. */
export const keptOf = ({ id, state, haltReason, anchors, witnesses }: Told): Kept => {
  if (state === "HALTED") return { is: "HALTED", code: haltReason?.split(":")[0] ?? "unknown" };
  if (id === null) return { is: "NOWHERE" };
  if (anchors === null || witnesses === null) return { is: "HIDDEN" };
  const have = <Some extends Keeper>(keepers: readonly Some[]): Some[] =>
    keepers.filter((each) => each.size !== null && each.state !== "LOST" && each.state !== "CONFLICT");
  const far = have(anchors).filter(({ isWeak }) => !isWeak);
  const signed = have(witnesses);
  if (far.length + signed.length === 0) return { is: have(anchors).length > 0 ? "NEARBY" : "NOWHERE" };
  const by = [
    far.length > 0 && count(far.length, "anchor"),
    signed.length > 0 && count(signed.length, "witness", "witnesses"),
  ];
  return {
    is: "OUTSIDE",
    leaves: Math.max(...[...far, ...signed].map(({ size }) => Number(size))),
    by: by.filter(Boolean).join(" and "),
  };
};
