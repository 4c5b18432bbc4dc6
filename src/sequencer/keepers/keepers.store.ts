import type { Json } from "../../../verify/canonical-json.js";
import { parseVkey, type VerifierKey } from "../../../verify/log/vkey.js";
import { appendAct } from "../log-acts.store.js";
import { readLogKeys } from "../log-key.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import type { KeeperFacts, KeeperState, LogIdentity, Signed } from "./keeper.js";

/** What came of telling a keeper. */
export interface Outcome {
  readonly keeper: KeeperFacts;
  readonly state: KeeperState;
  readonly detail: string | null;
  /** What it has confirmed; null when it did not. */
  readonly confirmed: Signed | null;
  /** Of an anchor: what it gave for that. */
  readonly receipt: string | null;
  /** Of a witness: its lines below the checkpoint, verified. */
  readonly cosignatures?: readonly string[];
}

const everyKey = "select vkey from audit.log_key where log = $1";

/** By whose checkpoints this log is known: all keys that it announced, and those that are here. */
export const identityOf = async (
  session: LogSession,
  { log, origin }: Pick<LogState, "log" | "origin">,
  keyFile: string,
): Promise<LogIdentity> => {
  const rows = await session.rows<{ vkey: string }>(everyKey, [log]);
  const announced = rows.flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  const here = readLogKeys(keyFile, origin).keys.map(({ key }) => key);
  const keys = new Map<string, VerifierKey>([...announced, ...here].map((key) => [key.id, key]));
  return { origin, keys: [...keys.values()] };
};

interface KeeperRow {
  readonly kind: string;
  readonly target: string;
  readonly vkey: string | null;
  readonly weak: boolean;
  readonly name: string;
}

const standing = "select kind, target, vkey, weak, name from audit.keeper where log = $1 and removed_at is null";
const remove = `update audit.keeper set removed_at = clock_timestamp() where log = $1 and kind = $2 and target = $3`;
const configure = `insert into audit.keeper (log, kind, target, name, vkey, weak) values ($1, $2, $3, $4, $5, $6)
  on conflict (log, kind, target) do update set name = excluded.name, vkey = excluded.vkey, weak = excluded.weak,
    since = clock_timestamp(), removed_at = null, state = 'NEW', detail = null,
    size = case when audit.keeper.vkey is not distinct from excluded.vkey then audit.keeper.size end`;

const told = ({ kind, target, vkey, name }: KeeperRow | KeeperFacts): Json =>
  vkey === null ? { kind, target } : { name, vkey, url: target };

/** Notes which keepers there are; another set of anchors or of witnesses than before is an entry. */
export const noteKeepers = async (
  session: LogSession,
  { log, id }: Pick<LogState, "log" | "id">,
  keepers: readonly KeeperFacts[],
): Promise<void> => {
  const before = await session.rows<KeeperRow>(standing, [log]);
  const keyOf = (each: KeeperRow | KeeperFacts): string =>
    JSON.stringify([told(each), "weak" in each ? each.weak : each.isWeak]);
  const [had, have] = [new Set(before.map(keyOf)), new Set(keepers.map(keyOf))];
  const gone = before.filter((each) => !have.has(keyOf(each)));
  const fresh = keepers.filter((each) => !had.has(keyOf(each)));
  if (gone.length + fresh.length === 0) return;
  await session.transaction(async () => {
    for (const { kind, target } of gone) await session.rows(remove, [log, kind, target]);
    for (const { kind, target, name, vkey, isWeak } of fresh)
      await session.rows(configure, [log, kind, target, name, vkey, isWeak]);
    for (const [action, members, isOurs] of [
      ["changeAnchors", "anchors", (each: KeeperRow | KeeperFacts) => each.kind !== "witness"],
      ["changeWitnesses", "witnesses", (each: KeeperRow | KeeperFacts) => each.kind === "witness"],
    ] as const) {
      const wanted = keepers.filter((each) => isOurs(each) && !each.isWeak).map(told);
      const counted = [...gone.filter(({ weak }) => !weak), ...fresh.filter(({ isWeak }) => !isWeak)];
      if (counted.some(isOurs)) await appendAct(session, id, { action, after: { [members]: wanted } });
    }
  });
};

const noteState = `update audit.keeper set state = $4, detail = $5, size = coalesce($6, size),
  at = case when $6::bigint is null then at else clock_timestamp() end where log = $1 and kind = $2 and target = $3`;
const addReceipt = `insert into audit.anchor (log, kind, target, size, root, receipt) values ($1, $2, $3, $4, $5, $6)
  on conflict do nothing`;

const addCosignature = `insert into audit.cosignature (log, size, vkey, line) values ($1, $2, $3, $4) on conflict do nothing`;

/** Notes how a keeper stands, and what it gave. */
export const noteOutcome = async (
  session: LogSession,
  log: number,
  { keeper: { kind, target, vkey }, state, detail, confirmed, receipt, cosignatures = [] }: Outcome,
): Promise<void> => {
  // First what it gave: a process that dies between leaves no keeper that says more than its receipts.
  if (confirmed !== null && receipt !== null)
    await session.rows(addReceipt, [log, kind, target, confirmed.size, confirmed.root, receipt]);
  if (confirmed !== null && cosignatures.length > 0)
    await session.rows(addCosignature, [log, confirmed.size, vkey, cosignatures.join("")]);
  await session.rows(noteState, [log, kind, target, state, detail?.slice(0, 1_000) ?? null, confirmed?.size ?? null]);
};

/** What was noted of a keeper last. */
export interface Noted {
  /** Leaves that it has confirmed. */
  readonly size: bigint;
  /** What it has against this database, if it has said so and nothing else since; else null. */
  readonly conflict: string | null;
}

const notedLast = `select kind, target, coalesce(size, 0) as size, case when state = 'CONFLICT' then detail end as conflict
  from audit.keeper where log = $1`;

/** What was noted of each keeper last, by kind and target. */
export const notedOf = async (session: LogSession, log: number): Promise<(keeper: KeeperFacts) => Noted> => {
  const rows = await session.rows<Noted & { kind: string; target: string }>(notedLast, [log]);
  return ({ kind, target }) =>
    rows.find((row) => row.kind === kind && row.target === target) ?? { size: 0n, conflict: null };
};
