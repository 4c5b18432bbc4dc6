import { canonicalJson } from "../../verify/canonical-json.js";
import { sha256 } from "../../verify/sha256.js";
import type { Holder } from "../registry/slots.store.js";
import type { HeldPolicy } from "./approval-rules.js";

/** What signatures are given to. When it stops being true the request is void. */
export interface Statement {
  readonly modelId: string;
  readonly teamId: string;
  readonly modelVersionId: string;
  readonly version: number;
  /** Digest of the version's frozen content. */
  readonly digest: string;
  readonly to: string;
  /** The stage left; null when `to` is an alias. */
  readonly from: string | null;
  readonly displaces: Holder | null;
  /** Other versions in a shared stage that the move sends to Archived; absent when it sends none. */
  readonly archives?: readonly Holder[];
  readonly policies: readonly Pick<HeldPolicy, "id" | "revision" | "digest">[];
  /** Present values of the tags that the policies bind, null where unset. */
  readonly boundTags: readonly BoundTag[];
}

export interface BoundTag {
  readonly key: string;
  readonly model: string | null;
  readonly version: string | null;
}

/** The statement's canonical text (RFC 8785) and its SHA-256 in hex, the `contentDigest` that a decision sends back. */
export const sealStatement = (statement: Statement): { text: string; digest: string } => {
  const { displaces, archives, policies, boundTags, ...rest } = statement;
  const text = canonicalJson({
    ...rest,
    ...(archives !== undefined && { archives: archives.map(({ id, version }) => ({ id, version })) }),
    displaces: displaces === null ? null : { id: displaces.id, version: displaces.version },
    policies: policies
      .filter(({ id }) => id !== null)
      .map(({ id, revision, digest }) => ({ id, revision, digest }))
      .sort((a, b) => ((a.id ?? "") < (b.id ?? "") ? -1 : 1)),
    boundTags: [...boundTags]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, model, version }) => ({ key, model, version })),
  });
  return { text, digest: sha256(text) };
};

/** In words, the first thing that is no longer as the statement says; undefined while all of it holds. */
export const untruth = (then: Statement, now: Statement): string | undefined => {
  if (then.teamId !== now.teamId) return "the model now belongs to another team";
  if (then.from !== now.from) return `the version left ${then.from} for ${now.from}`;
  if (then.displaces?.id !== now.displaces?.id)
    return `${then.to} is now held by ${holderName(now)}, not by ${holderName(then)}`;
  if (numbersOf(then.archives) !== numbersOf(now.archives))
    return `${then.to} is now shared by other versions than those that the move would archive`;
  for (const tag of now.boundTags) {
    const old = then.boundTags.find(({ key }) => key === tag.key);
    if (old?.model !== tag.model || old?.version !== tag.version) return `the bound tag "${tag.key}" changed`;
  }
  return then.digest === now.digest ? undefined : "the version's content changed";
};

const numbersOf = (archives: readonly Holder[] = []): string => archives.map(({ version }) => version).join();

const holderName = ({ displaces }: Statement): string =>
  displaces === null ? "no version" : `version ${displaces.version}`;
