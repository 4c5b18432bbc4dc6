import { z } from "zod";
import { canonicalJson } from "../../verify/canonical-json.js";
import { sha256 } from "../../verify/sha256.js";
import { teamRoles } from "../access/roles.js";
import { type HeldPolicy, signings } from "./approval-rules.js";
import { inOrder } from "./gates/gate-rules.js";

const holder = z.object({ id: z.string(), version: z.number() });

const boundTag = z.object({ key: z.string(), model: z.string().nullable(), version: z.string().nullable() });

const statedGate = z.object({
  policy: z.string(),
  key: z.string(),
  kind: z.string(),
  verdict: z.string(),
  evidence: z.string(),
});

/** The second form says `v` and names the model; the first, of requests opened before, does neither. */
const statement = z.strictObject({
  v: z.literal(2).optional(),
  /** The model's name, under which the move is asked for. */
  model: z.string().optional(),
  modelId: z.string(),
  teamId: z.string(),
  modelVersionId: z.string(),
  version: z.number(),
  /** Digest of the version's frozen content. */
  digest: z.string(),
  to: z.string(),
  /** The stage left; null when `to` is an alias. */
  from: z.string().nullable(),
  displaces: holder.nullable().readonly(),
  /** Other versions in a shared stage that the move sends to Archived; absent when it sends none. */
  archives: z.array(holder).readonly().optional(),
  policies: z.array(z.object({ id: z.string(), revision: z.number(), digest: z.string().nullable() })).readonly(),
  /** Values of the tags that the policies bind, null where unset. */
  boundTags: z.array(boundTag).readonly(),
  /** What the gates of the policies said, with the digest of their evidence; absent where no policy has any. */
  gates: z.array(statedGate).readonly().optional(),
  /** Whether it is made in an emergency; absent of all other moves. */
  emergency: z.literal(true).optional(),
});

const heldPolicy = z.object({
  id: z.string().nullable(),
  name: z.string(),
  revision: z.number(),
  digest: z.string().nullable(),
  requirements: z.array(z.object({ role: z.enum(teamRoles), teamId: z.string(), count: z.number() })),
  separationOfDuties: z.array(z.enum(["REQUESTER", "AUTHOR"])),
  boundTags: z.array(z.string()),
  signing: z.enum(signings).optional(),
});

/** What a request keeps from its opening. The statement's form, told by its `v`, is that of both. */
const kept = z.object({
  statement: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(statement),
  policies: z.array(heldPolicy).readonly(),
});

/** What signatures are given to. When it stops being true the request is void. */
export type Statement = Readonly<z.output<typeof statement>>;

/** A gate as a statement tells it. */
export type StatedGate = Readonly<z.output<typeof statedGate>>;

export type BoundTag = Readonly<z.output<typeof boundTag>>;

/** What a request keeps: the statement that is signed, and the policies that decide, with their revisions. */
export interface Kept {
  readonly statement: Statement;
  readonly policies: readonly HeldPolicy[];
}

/** Reads back the policies that something keeps. */
export const readHeldPolicies = (stored: unknown): readonly HeldPolicy[] => kept.shape.policies.parse(stored);

/** Reads back what a request keeps, in whichever form it was stored. */
export const readKept = (stored: { readonly statement: string; readonly policies: unknown }): Kept =>
  kept.parse(stored);

/** The statement's canonical text (RFC 8785) and its SHA-256 in hex, the `contentDigest` that a decision sends back. */
export const sealStatement = (statement: Statement): { text: string; digest: string } => {
  const { v, model: name, displaces, archives, policies, boundTags, gates = [], emergency, ...rest } = statement;
  const text = canonicalJson({
    ...rest,
    ...(v !== undefined && name !== undefined && { v, model: name }),
    ...(archives !== undefined && { archives: archives.map(({ id, version }) => ({ id, version })) }),
    ...(gates.length > 0 && { gates: statedInOrder(gates) }),
    ...(emergency === true && { emergency }),
    displaces: displaces === null ? null : { id: displaces.id, version: displaces.version },
    policies: policies
      .map(({ id, revision, digest }) => ({ id, revision, digest }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    boundTags: [...boundTags]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, model, version }) => ({ key, model, version })),
  });
  return { text, digest: sha256(text) };
};

const statedInOrder = (gates: readonly StatedGate[]): StatedGate[] =>
  inOrder(gates).map(({ policy, key, kind, verdict, evidence }) => ({ policy, key, kind, verdict, evidence }));

/** In words, the first thing but a tag that is no longer as the statement says; undefined while all of it holds. */
export const whatChanged = (then: Statement, now: Statement): string | undefined => {
  if (then.model !== now.model) return `the model "${then.model}" is now called "${now.model}"`;
  if (then.teamId !== now.teamId) return "the model now belongs to another team";
  if (then.from !== now.from) return `the version left ${then.from} for ${now.from}`;
  if (then.displaces?.id !== now.displaces?.id)
    return `${then.to} is now held by ${holderName(now)}, not by ${holderName(then)}`;
  if (numbersOf(then.archives) !== numbersOf(now.archives))
    return `${then.to} is now shared by other versions than those that the move would archive`;
  return then.digest === now.digest ? undefined : "the version's content changed";
};

/** The key of the first bound tag whose value is another than the statement says. */
export const tagChanged = (then: Statement, now: Statement): string | undefined =>
  now.boundTags.find((tag) => {
    const old = then.boundTags.find(({ key }) => key === tag.key);
    return old?.model !== tag.model || old?.version !== tag.version;
  })?.key;

const numbersOf = (archives: Statement["archives"] = []): string => archives.map(({ version }) => version).join();

const holderName = ({ displaces }: Statement): string =>
  displaces === null ? "no version" : `version ${displaces.version}`;
