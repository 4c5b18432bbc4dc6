import { randomBytes } from "node:crypto";
import { formatCheckpoint } from "../../../verify/log/checkpoint.js";
import { DerFault } from "../../../verify/rfc3161/der.js";
import { TokenFault, verifyToken } from "../../../verify/rfc3161/token.js";
import { sha256Bytes } from "../../../verify/sha256.js";
import { instantIn, millisOf } from "../../instant.js";
import { type Authority, type KeeperFacts, KeeperFault, type LogIdentity, type Signed } from "./keeper.js";
import { post, wordsOf } from "./post.js";
import type { Told } from "./tell-keepers.js";
import { timestampQuery, tokenOf } from "./timestamp-messages.js";

/** What the log keeps of a time stamp. */
export interface TimestampReceipt {
  readonly time: string;
  /** The token in base64. */
  readonly token: string;
}

/** A token is a few kilobytes: it holds the authority's certificates. */
const MOST_BYTES = 65_536;
/** Milliseconds that the authority's clock and ours may be apart. */
const APART_MS = 600_000;

export const authorityFacts = ({ url }: Pick<Authority, "url">): KeeperFacts => ({
  kind: "rfc3161",
  target: url,
  name: url,
  vkey: null,
  isWeak: false,
});

/** What is stamped: SHA-256 of a checkpoint's text, which the log's key signs. */
export const stampedDigest = (origin: string, { size, root }: Pick<Signed, "size" | "root">): Buffer =>
  sha256Bytes(formatCheckpoint({ origin, size, root }));

/** An authority that stamps a checkpoint; its token is kept only if whoever has its certificate believes it later, too. */
export const toldAuthority = (
  authority: Authority,
  { log, everyMs }: { log: Pick<LogIdentity, "origin">; everyMs: number },
): Told => {
  const keeper = authorityFacts(authority);
  return {
    keeper,
    everyMs,
    tell: async (signed) => {
      const receipt = JSON.stringify(await stamp(authority, stampedDigest(log.origin, signed)));
      return { keeper, state: "CONFIRMED", detail: null, confirmed: signed, receipt };
    },
  };
};

const stamp = async ({ url, roots }: Authority, digest: Buffer): Promise<TimestampReceipt> => {
  const sent = randomBytes(8).readBigUInt64BE();
  const query = timestampQuery(digest, sent);
  const answer = await post(url, { body: query, type: "application/timestamp-query", most: MOST_BYTES });
  if (answer.status !== 200) {
    const isLater = answer.status >= 500 || answer.status === 429;
    throw new KeeperFault(isLater ? "UNREACHABLE" : "REFUSED", `it answered ${answer.status} ${wordsOf(answer)}`);
  }
  try {
    const token = tokenOf(answer.body);
    const { time, nonce } = verifyToken(token, { digest, roots });
    if (nonce !== sent) throw new TokenFault("it answers another question: the nonce is not ours");
    if (Math.abs(millisOf(time) - millisOf(instantIn(0))) > APART_MS)
      throw new TokenFault(`it says ${time}, and the clock here ${instantIn(0)}: one of them is wrong`);
    return { time, token: token.toString("base64") };
  } catch (error) {
    if (error instanceof TokenFault || error instanceof DerFault) throw new KeeperFault("REFUSED", error.message);
    throw error;
  }
};
