import type { Json } from "../../../verify/canonical-json.js";
import { readDisclosure } from "../../../verify/disclosure.js";
import { readEnvelope } from "../../../verify/envelope.js";
import type { Scan } from "../entries.queries.js";
import type { PackEntry } from "./pack-entries.queries.js";

/** What a body says that decides what else belongs to a pack. */
export interface ToldBody {
  readonly action: string;
  readonly outcome: string;
  readonly subjects: readonly { readonly kind: string; readonly id: string; readonly role: string }[];
  readonly after: {
    readonly name?: unknown;
    readonly digest?: unknown;
    readonly request?: unknown;
    readonly contentDigest?: unknown;
    readonly verdict?: unknown;
    readonly decision?: unknown;
    readonly signature?: GivenSignature;
  } | null;
}

/** What the entry of a decision says of its signature; a commitment stands for the statement's text. */
interface GivenSignature {
  readonly signingKey: string;
  readonly ssh?: string;
  readonly webauthn?: Json;
}

/** A decision's signature by a key of the signer's own, as a pack holds it. */
export interface PackSignature extends GivenSignature {
  readonly decision: string;
  /** The text that was signed; null where the pack does not open it, or it was erased. */
  readonly statement: string | null;
}

/** What the entries of a version's own stream tell of it. */
export interface VersionStory {
  /** Its run, its logged model, the policies that applied. */
  readonly things: readonly Scan[];
  /** The digest of its frozen content, as told last. */
  readonly digest: string | null;
  /** The digest of each request's statement, as told last. */
  readonly requests: ReadonlyMap<string, string>;
  /** The keys that decisions on it were signed with. */
  readonly signingKeys: readonly Scan[];
  readonly signatures: readonly PackSignature[];
}

/** Whether the entry stands on the stream. */
export const isOn = ({ envelope }: PackEntry, stream: string): boolean => readEnvelope(envelope)?.stream === stream;

export const bodyOf = ({ body }: PackEntry): ToldBody => JSON.parse(body) as ToldBody;

const madeOf = ["run", "loggedModel"];

/** Reads the story of a version from entries that touch it, in their order. */
export const storyOf = async (pages: AsyncIterable<PackEntry[]>, versionId: string): Promise<VersionStory> => {
  const things = new Map<string, Scan>();
  const requests = new Map<string, string>();
  const signatures: PackSignature[] = [];
  let digest: string | null = null;
  const read = ({ action, subjects, after }: ToldBody): void => {
    for (const { kind, id, role } of subjects)
      if (
        (kind === "approval_policy" && role === "policy") ||
        (action === "createModelVersion" && madeOf.includes(role))
      )
        things.set(`${kind}:${id}`, { kind, id });
    if (["createModelVersion", "freezeModelVersion"].includes(action) && typeof after?.digest === "string")
      digest = after.digest;
    // A waiver is given on what the request said before it was sealed anew.
    if (typeof after?.request === "string" && typeof after.contentDigest === "string" && after.verdict !== "WAIVE")
      requests.set(after.request, after.contentDigest);
  };
  for await (const page of pages)
    for (const entry of page)
      if (isOn(entry, `model_version:${versionId}`)) {
        const body = bodyOf(entry);
        read(body);
        signatures.push(...signatureIn(body, entry.disclosures));
      }
  const signingKeys = [...new Set(signatures.map(({ signingKey }) => signingKey))].sort();
  return {
    things: [...things.values()],
    digest,
    requests,
    signingKeys: signingKeys.map((id) => ({ kind: "signing_key", id })),
    signatures,
  };
};

const signatureIn = ({ outcome, after }: ToldBody, disclosures: readonly string[]): PackSignature[] => {
  if (outcome !== "ALLOWED" || after?.signature === undefined || typeof after.decision !== "string") return [];
  const opened = disclosures.map(readDisclosure).find((each) => each?.path === "/after/signature/statement")?.value;
  const statement = typeof opened === "string" ? opened : null;
  return [{ ...after.signature, decision: after.decision, statement }];
};

/** The name of a model, as its own stream tells it last. */
export const nameIn = async (pages: AsyncIterable<PackEntry[]>): Promise<string | null> => {
  let name: string | null = null;
  for await (const page of pages)
    for (const entry of page) {
      const { action, after } = bodyOf(entry);
      if (["createRegisteredModel", "renameRegisteredModel"].includes(action) && typeof after?.name === "string")
        name = after.name;
    }
  return name;
};
