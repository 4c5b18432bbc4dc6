import type { EvidenceLine } from "./evidence-lines.js";

type Test = (value: unknown) => boolean;

const anything: Test = () => true;
const text: Test = (value) => typeof value === "string";
const textOrNull: Test = (value) => value === null || typeof value === "string";
const whole: Test = (value) => Number.isSafeInteger(value);
const yesOrNo: Test = (value) => typeof value === "boolean";
const listOf =
  (item: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(item);

/** An object with these members, in this order, and no other. */
const exactly =
  (shape: Readonly<Record<string, Test>>): Test =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).join() === Object.keys(shape).join() &&
    Object.entries(shape).every(([member, test]) => test((value as Record<string, unknown>)[member]));

const digits: Test = (value) => typeof value === "string" && /^[1-9]\d{0,18}$/.test(value);

const link: Test = (value) => Array.isArray(value) && value.length === 3 && value.every(text);

const shapes: Readonly<Record<EvidenceLine["kind"], Test>> = {
  "countersign-evidence": exactly({
    kind: text,
    v: whole,
    model: text,
    version: whole,
    modelVersionId: text,
    registeredModelId: text,
    digest: text,
    streams: listOf(text),
  }),
  content: exactly({ kind: text, digest: text, text }),
  policy: exactly({ kind: text, id: text, revision: whole, digest: text, text }),
  request: exactly({ kind: text, id: text, contentDigest: text, statement: textOrNull }),
  stream: exactly({ kind: text, stream: text, seq: digits, head: text }),
  entry: exactly({
    kind: text,
    at: text,
    action: text,
    outcome: text,
    actor: exactly({ id: text, handle: textOrNull, displayName: textOrNull, kind: text, roles: listOf(text) }),
    subjects: listOf(exactly({ type: text, id: textOrNull, role: text, label: textOrNull, hidden: yesOrNo })),
    before: anything,
    after: anything,
    reason: textOrNull,
    decision: anything,
    requestId: text,
    clientRequestId: textOrNull,
    operation: text,
    channel: text,
    client: textOrNull,
    stream: textOrNull,
    seq: (value) => value === null || digits(value),
    hash: text,
    previousHash: text,
    envelope: textOrNull,
    body: textOrNull,
    links: (value) => value === null || listOf(link)(value),
    disclosures: listOf(text),
    leafIndex: (value) => value === null,
  }),
  end: exactly({ kind: text, lines: whole, entries: whole, sha256: text, exportedBy: text, exportedAt: text }),
};

/** A line of an export as the service writes it: this JSON, the members of its kind in their order, and no other. */
export const readLine = (line: string): EvidenceLine | undefined => {
  const value = valueIn(line) as EvidenceLine | undefined;
  const isKnown = typeof value === "object" && value !== null && Object.hasOwn(shapes, String(value.kind));
  return isKnown && shapes[value.kind](value) && JSON.stringify(value) === line ? value : undefined;
};

/** The object that a text holds; one without members when it holds none. */
export const objectIn = (line: string): Readonly<Record<string, unknown>> => {
  const value = valueIn(line);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
};

const valueIn = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
