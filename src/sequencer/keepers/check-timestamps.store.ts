import { sameBytes } from "../../../verify/log/bytes.js";
import { TokenFault, verifyToken } from "../../../verify/rfc3161/token.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import { type AnchorReport, ageOf, rootsAt } from "./check-anchors.store.js";
import type { Authority } from "./keeper.js";
import { notedOf } from "./keepers.store.js";
import { authorityFacts, stampedDigest, type TimestampReceipt } from "./timestamp-authority.js";

interface Stamped {
  readonly size: bigint;
  readonly root: Buffer;
  readonly receipt: string;
}

const newest = `select size, root, receipt from audit.anchor where log = $1 and kind = 'rfc3161' and target = $2
  order by size desc limit 1`;

/**
 * Verifies the newest token of each authority, and that the leaves in the database make what it stamped. An older one does
 * not stand for the newest that it gave.
 */
export const checkTimestamps = async (
  session: LogSession,
  state: LogState,
  authorities: readonly Authority[],
): Promise<AnchorReport[]> => {
  const reports: AnchorReport[] = [];
  const before = await notedOf(session, state.log);
  for (const authority of authorities) {
    const facts = authorityFacts(authority);
    const { kind, target, isWeak } = facts;
    const [stamped] = await session.rows<Stamped>(newest, [state.log, target]);
    const [code, detail] = await judge(session, state, { authority, stamped, confirmed: before(facts).size });
    reports.push({ kind, target, isWeak, code, detail, ...(await ageOf(session, state, stamped?.size ?? null)) });
  }
  return reports;
};

type Judgement = readonly [AnchorReport["code"], string];

const lost = (confirmed: bigint): Judgement => [
  "ANCHOR_LOST",
  `it stamped a checkpoint of ${confirmed} leaves, and the database has no token of it any more`,
];

interface Known {
  readonly authority: Authority;
  /** The newest token that the database has. */
  readonly stamped: Stamped | undefined;
  /** Leaves of the newest checkpoint that it is known to have stamped. */
  readonly confirmed: bigint;
}

const judge = async (session: LogSession, state: LogState, known: Known): Promise<Judgement> => {
  const { authority, stamped, confirmed } = known;
  if (stamped === undefined) return confirmed > 0n ? lost(confirmed) : ["NEW", "it has stamped nothing yet"];
  const judged = await judgeToken(session, state, { roots: authority.roots, stamped });
  return judged[0] === "CONSISTENT" && stamped.size < confirmed ? lost(confirmed) : judged;
};

const judgeToken = async (
  session: LogSession,
  state: LogState,
  { roots, stamped }: { roots: Authority["roots"]; stamped: Stamped },
): Promise<Judgement> => {
  const { size, root, receipt } = stamped;
  try {
    const digest = stampedDigest(state.origin, { size, root });
    const { time, by } = verifyToken(tokenIn(receipt), { digest, roots });
    if (size > state.frontier.size)
      return ["SIZE_BELOW_ANCHOR", `${by} stamped ${size} leaves at ${time}, the database has ${state.frontier.size}`];
    const ours = (await rootsAt(session, state, [size])).get(size);
    return ours !== undefined && sameBytes(ours, root)
      ? ["CONSISTENT", `${by} stamped it at ${time}`]
      : ["ANCHOR_INCONSISTENT", `the first ${size} leaves in the database are not those that ${by} stamped at ${time}`];
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error;
    return ["TIMESTAMP_INVALID", `the token for ${size} leaves is not to be believed: ${error.message}`];
  }
};

/** The token of a receipt, which whoever writes to the database may have changed. */
const tokenIn = (receipt: string): Buffer => {
  const token = (parsed(receipt) as Partial<TimestampReceipt> | null | undefined)?.token;
  if (typeof token !== "string") throw new TokenFault("the receipt holds no token");
  return Buffer.from(token, "base64");
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
