import { sameBytes } from "../../../verify/log/bytes.js";
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot } from "../../../verify/log/tree.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import { type Anchor, faultOf, type LogIdentity, type Signed } from "./keeper.js";
import { notedOf } from "./keepers.store.js";

/** What an anchor has, held against the leaves in the database. */
export interface AnchorReport {
  readonly kind: string;
  readonly target: string;
  readonly isWeak: boolean;
  /** Leaves of the newest checkpoint that it has; null: it has none, or does not answer. */
  readonly size: string | null;
  /** When that was signed, as far as the database knows. */
  readonly signedAt: string | null;
  readonly ageSeconds: number | null;
  readonly code:
    | "CONSISTENT"
    | "NEW"
    | "ANCHOR_INCONSISTENT"
    | "SIZE_BELOW_ANCHOR"
    | "ANCHOR_LOST"
    | "TIMESTAMP_INVALID"
    | "ANCHOR_UNREACHABLE";
  readonly detail: string;
}

const PAGE = 20_000;
const hashes = "select hash from audit.leaf where log = $1 and idx >= $2 and idx < $3 order by idx";
const signedAt = `select signed_at as "at", extract(epoch from clock_timestamp() - signed_at)::float8 as age
  from audit.checkpoint where log = $1 and size = $2`;

/** Asks every anchor what it has, and makes the tree of that size anew from the leaves. It trusts no tile. */
export const checkAnchors = async (
  session: LogSession,
  state: LogState,
  { anchors, identity }: { anchors: readonly Anchor[]; identity: LogIdentity },
): Promise<AnchorReport[]> => {
  const before = await notedOf(session, state.log);
  const answers = await Promise.all(
    anchors.map(async (anchor) => {
      try {
        return { anchor, known: await anchor.newest(identity), fault: null };
      } catch (error) {
        return { anchor, known: null, fault: faultOf(error).message };
      }
    }),
  );
  const roots = await rootsAt(
    session,
    state,
    answers.flatMap(({ known }) => known?.size ?? []),
  );
  return Promise.all(
    answers.map(async ({ anchor, known, fault }) => {
      const { kind, target, isWeak } = anchor;
      const [code, detail] = fault === null ? judge(known, before(anchor).size, roots, state) : unreachable(fault);
      return { kind, target, isWeak, code, detail, ...(await ageOf(session, state, known?.size ?? null)) };
    }),
  );
};

/** How large a checkpoint is, and how old. */
export const ageOf = async (
  session: LogSession,
  { log }: Pick<LogState, "log">,
  size: bigint | null,
): Promise<Pick<AnchorReport, "size" | "signedAt" | "ageSeconds">> => {
  const [when] = size === null ? [] : await session.rows<{ at: string; age: number }>(signedAt, [log, size]);
  return { size: size === null ? null : String(size), signedAt: when?.at ?? null, ageSeconds: when?.age ?? null };
};

type Judgement = readonly [AnchorReport["code"], string];

const unreachable = (fault: string): Judgement => ["ANCHOR_UNREACHABLE", fault];

const judge = (
  known: Signed | null,
  before: bigint,
  roots: ReadonlyMap<bigint, Uint8Array>,
  { frontier }: LogState,
): Judgement => {
  if (known !== null && known.size > frontier.size)
    return ["SIZE_BELOW_ANCHOR", `it has a checkpoint of ${known.size} leaves, the database has ${frontier.size}`];
  const root = known === null ? undefined : roots.get(known.size);
  if (known !== null && (root === undefined || !sameBytes(root, known.root)))
    return ["ANCHOR_INCONSISTENT", `the first ${known.size} leaves in the database are not those that it was told of`];
  if ((known?.size ?? 0n) < before)
    return ["ANCHOR_LOST", `it confirmed a checkpoint of ${before} leaves, and has it no more`];
  return known === null
    ? ["NEW", "it has no checkpoint of this log yet"]
    : ["CONSISTENT", "the database goes on from it"];
};

/** The roots of the database's leaves at these sizes, in one pass. */
export const rootsAt = async (
  session: LogSession,
  { log, frontier: { size } }: LogState,
  sizes: readonly bigint[],
): Promise<Map<bigint, Uint8Array>> => {
  const wanted = new Set(sizes.filter((each) => each <= size));
  const last = [...wanted].reduce((most, each) => (each > most ? each : most), 0n);
  const roots = new Map<bigint, Uint8Array>();
  let frontier: Frontier = emptyFrontier();
  for (let from = 0n; from < last; from += BigInt(PAGE)) {
    const rows = await session.rows<{ hash: Buffer }>(hashes, [log, from, from + BigInt(PAGE)]);
    for (const { hash } of rows) {
      frontier = appendLeaf(frontier, hash).frontier;
      if (wanted.has(frontier.size)) roots.set(frontier.size, frontierRoot(frontier));
    }
    if (frontier.size < last && rows.length < PAGE) break;
  }
  return roots;
};
