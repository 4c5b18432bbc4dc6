import type { ContentLine, PolicyLine } from "../../../verify/evidence-lines.js";
import type { Policy } from "../../../verify/log/tlog-policy.js";
import { sha256 } from "../../../verify/sha256.js";
import type { Category } from "../../audit/personal.js";
import type { Ctx } from "../../context.js";
import type { Reader } from "../../db/sql.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { frozenContent, signedLines } from "../export-frame.queries.js";
import type { Covered } from "./await-coverage.js";
import { type Receipt, receiptsOf } from "./covering.queries.js";
import { type KeyProof, proveKeys } from "./index-proofs.js";
import { actsOfLog, type LogActs } from "./log-keys.js";
import type { PackCard } from "./pack-card.js";
import { entriesAt, leavesOf } from "./pack-entries.queries.js";
import { type KeySigner, signersOf } from "./signer-keys.js";
import { nameIn, type PackSignature, storyOf } from "./version-story.js";

/** What was asked for. */
export interface Asked {
  readonly version: VersionRead;
  readonly disclosed: readonly Category[];
  readonly card: PackCard | null;
}

/** Everything that decides what a pack holds; its files follow from it. */
export interface PackPlan extends Asked {
  readonly reader: Reader;
  /** Folder of the log's tiles. */
  readonly folder: string;
  readonly covered: Covered;
  /** The model's name, as its entries tell it. */
  readonly model: string;
  readonly content: ContentLine;
  readonly requests: readonly { readonly id: string; readonly statement: string }[];
  readonly policies: readonly PolicyLine[];
  readonly keys: LogActs;
  readonly signatures: readonly PackSignature[];
  /** Whose the keys are that these were given with. */
  readonly signers: readonly KeySigner[];
  readonly witnesses: Policy | null;
  readonly receipts: readonly Receipt[];
  readonly proofs: readonly KeyProof[];
  /** Every leaf of the pack, ascending. */
  readonly leaves: readonly bigint[];
}

/** What the database says now is newer than the index: another must be waited for. */
export class Outrun extends Error {
  override readonly name = "Outrun";
}

/** Makes the plan of a pack as of a checkpoint and the index that it covers. Throws Outrun where things have gone on since. */
export const planOf = async (ctx: Ctx, covered: Covered, asked: Asked): Promise<PackPlan> => {
  const { version } = asked;
  const { reader } = ctx.packing;
  const { log } = covered;
  const tree = { log, size: covered.indexSize };
  const model = { kind: "registered_model", id: version.registeredModelId };
  const own = await leavesOf(reader, tree, [{ kind: "model_version", id: version.id }]);
  const story = await storyOf(entriesAt(reader, log, merged(own.values()), asked.disclosed), version.id);
  const others = await leavesOf(reader, tree, [model, ...story.things]);
  const acts = await leavesOf(reader, tree, [{ kind: "log", id: covered.id }], { streams: false });
  const signers = await leavesOf(reader, tree, story.signingKeys, { streams: false });
  const keys = inOrder([...own, ...others, ...acts, ...signers]);
  const name = await nameIn(entriesAt(reader, log, others.get(`stream:registered_model:${model.id}`) ?? []));
  const content = await frozenContent(reader, version.id);
  if (content.digest !== story.digest || name === null) throw new Outrun("the version was frozen since");
  return {
    ...asked,
    reader,
    folder: ctx.merkleLog.folder,
    covered,
    model: name,
    content,
    ...(await signedAsOf(ctx, version.id, story.requests)),
    keys: await actsOfLog(entriesAt(reader, log, merged(acts.values())), covered.id),
    signatures: story.signatures,
    signers: await signersOf(entriesAt(reader, log, merged(signers.values()))),
    witnesses: ctx.packing.witnesses,
    receipts: await receiptsOf(reader, log, covered.checkpointSize),
    proofs: await proveKeys(reader, covered, keys),
    leaves: merged([...keys.values(), [covered.indexLeaf]]),
  };
};

/** The requests that the entries tell of, with the policies that they name; what came later is left out. */
const signedAsOf = async (
  ctx: Ctx,
  versionId: string,
  told: ReadonlyMap<string, string>,
): Promise<Pick<PackPlan, "requests" | "policies">> => {
  const { requests, policies } = await signedLines(ctx, versionId);
  const known = new Map(requests.map((request) => [request.id, request]));
  const own = [...told].map(([id, digest]) => {
    const statement = known.get(id)?.statement;
    if (statement == null || sha256(statement) !== digest) throw new Outrun(`${id} was sealed anew since`);
    return { id, statement };
  });
  const cited = new Set(own.flatMap(({ statement }) => citedBy(statement)));
  return { requests: own, policies: policies.filter(({ id, revision }) => cited.has(`${id} ${revision}`)) };
};

const citedBy = (statement: string): string[] =>
  (JSON.parse(statement) as { policies: { id: string; revision: number }[] }).policies.map(
    ({ id, revision }) => `${id} ${revision}`,
  );

const merged = (lists: Iterable<readonly bigint[]>): bigint[] =>
  [...new Set([...lists].flat())].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const inOrder = (keys: readonly (readonly [string, bigint[]])[]): Map<string, bigint[]> =>
  new Map([...keys].sort(([a], [b]) => (a < b ? -1 : 1)));
