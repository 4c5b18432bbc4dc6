import type {
  ContentLine,
  EndLine,
  EntryLine,
  EvidenceLine,
  HeadLine,
  RequestLine,
} from "../../../verify/evidence-lines.js";

/** What a version froze, as its text says. */
export interface Frozen {
  readonly source: string;
  readonly runId: string | null;
  readonly params: readonly { readonly key: string; readonly value: string }[];
  readonly metrics: readonly { readonly key: string; readonly value: number | string }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly digest: string | null;
    readonly source: string | null;
  }[];
  readonly artifacts: readonly { readonly path: string; readonly sha256: string; readonly size: string }[];
  readonly run?: {
    readonly id: string;
    readonly experimentId: string;
    readonly status: string;
    readonly user: string;
    readonly sourceCommit: string | null;
  };
}

type After = Readonly<Record<string, unknown>>;

/** The members of what an entry changed; none where it is hidden. */
export const changeOf = (value: EntryLine["after"]): After =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as After) : {};

/** What a report tells of, by the lines of entries. */
export interface Story {
  readonly head: Pick<HeadLine, "model" | "version" | "modelVersionId" | "registeredModelId" | "digest">;
  readonly frozen: Frozen;
  readonly requests: ReadonlyMap<string, Pick<RequestLine, "statement">>;
  /** Oldest first, of all streams. */
  readonly entries: readonly EntryLine[];
  /** Those of the version's own stream. */
  readonly own: readonly EntryLine[];
}

/** The lines of an export, sorted into what a report asks of them. */
export interface Told extends Story {
  readonly head: HeadLine;
  readonly end: EndLine;
  readonly content: ContentLine;
}

const lineOf = <Kind extends EvidenceLine["kind"]>(
  lines: readonly EvidenceLine[],
  kind: Kind,
): Extract<EvidenceLine, { kind: Kind }> => {
  const found = lines.find((line): line is Extract<EvidenceLine, { kind: Kind }> => line.kind === kind);
  if (found === undefined) throw new Error(`an export without a line of kind ${kind}`);
  return found;
};

/** Reads the lines of an export: all of them, the last included. */
export const told = (lines: readonly EvidenceLine[]): Told => {
  const head = lineOf(lines, "countersign-evidence");
  const content = lineOf(lines, "content");
  const entries = lines
    .filter((line): line is EntryLine => line.kind === "entry")
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    head,
    end: lineOf(lines, "end"),
    content,
    frozen: JSON.parse(content.text) as Frozen,
    requests: new Map(lines.flatMap((line) => (line.kind === "request" ? [[line.id, line] as const] : []))),
    entries,
    own: entries.filter(({ stream }) => stream === `model_version:${head.modelVersionId}`),
  };
};

/** A stay of the version in a slot. */
export interface Stay {
  readonly slot: string;
  readonly from: string;
  readonly to: string | null;
  /** Who moved it there, and who away. */
  readonly by: string;
  readonly endedBy: string | null;
}

/** Where the version was when, told by its own entries: slots that it entered, was moved from or lost. */
export const staysOf = ({ own, head }: Story): Stay[] => {
  const stays: Stay[] = [];
  const leave = (slot: unknown, { at, actor }: EntryLine): void => {
    const index = stays.findLastIndex((stay) => stay.slot === slot && stay.to === null);
    const stay = stays[index];
    if (stay !== undefined) stays[index] = { ...stay, to: at, endedBy: actor.handle ?? actor.id };
  };
  const enter = (slot: unknown, { at, actor }: EntryLine): void => {
    if (typeof slot === "string" && slot !== "None")
      stays.push({ slot, from: at, to: null, by: actor.handle ?? actor.id, endedBy: null });
  };
  for (const entry of own) {
    const [before, after] = [changeOf(entry.before), changeOf(entry.after)];
    if (after.holder === head.version) {
      leave(before.stage, entry);
      enter(after.slot ?? after.alias, entry);
    } else if (before.holder === head.version) {
      leave(before.slot ?? before.alias, entry);
      enter(after.slot, entry);
    } else if (Array.isArray(before.slots)) for (const slot of before.slots) leave(slot, entry);
  }
  return stays;
};

/** A signature, as its entry tells it. */
export interface Signature {
  readonly entry: EntryLine;
  readonly request: string;
  readonly verdict: string;
  readonly role: string;
  readonly meaning: string;
}

/** Every signature on a request of the version. */
export const signaturesOf = ({ own }: Story): Signature[] =>
  own.flatMap((entry) => {
    const { request, verdict, role, meaning } = changeOf(entry.after);
    return typeof verdict === "string"
      ? [{ entry, request: String(request), verdict, role: String(role), meaning: String(meaning) }]
      : [];
  });

/** What was asked for and did not come, and what was tried and refused. */
export const refusalsOf = ({ entries }: Story): EntryLine[] =>
  entries.filter(
    ({ outcome, after }) =>
      outcome !== "ALLOWED" || ["REJECTED", "WITHDRAWN", "EXPIRED", "VOIDED"].includes(String(changeOf(after).state)),
  );
