import type { DocumentGate } from "../gate.js";
import { type Outcome, passed, pending } from "../outcome.js";

/** What a document gate looks at. */
export type DocumentInputs = {
  /** Id of the model or version whose document it is. */
  readonly subject: string;
  /** The newest revision; null: there is no such document. */
  readonly document: {
    readonly id: string;
    readonly revision: number;
    readonly digest: string;
    readonly publishedBy: string;
    readonly at: string;
  } | null;
  /** Those of the fields asked for that nobody has filled. */
  readonly unfilled: readonly string[];
  /** Whether whoever published it holds the role that the gate names, not given by themself. */
  readonly holdsRole: boolean;
  /** Whether neither requester nor author published it, nor anybody by a credential that one of them minted. */
  readonly isIndependent: boolean;
  /** Whether it was published within the hours of the gate. */
  readonly isYoung: boolean;
  /** The schemas of packs that documents of the kind must fit, with what of the revision does not; absent where none is in force. */
  readonly schemas?: readonly DocumentSchemaInput[];
};

type DocumentSchemaInput = {
  readonly pack: string;
  readonly version: string;
  readonly digest: string;
  readonly problems: readonly string[];
};

const named = (schemas: readonly DocumentSchemaInput[]): string =>
  schemas.map(({ pack, version }) => `${pack} (${version})`).join(", ");

const whoPublishes = ({ publishedBy, independent }: DocumentGate): string => {
  const role = publishedBy === undefined ? "" : ` by a ${publishedBy.role}`;
  return independent === false ? role : `${role === "" ? " by somebody" : role} who neither asks nor made the version`;
};

/** Whether the newest revision is there, by whom the gate names, young enough, with every field filled. */
export const judgeDocument = (gate: DocumentGate, inputs: DocumentInputs): Outcome => {
  const { kind, fields = [], publishedBy, independent, maxAgeHours } = gate;
  const { subject, document, unfilled, holdsRole, isIndependent, isYoung, schemas = [] } = inputs;
  const who = whoPublishes(gate);
  const within = maxAgeHours === undefined ? "" : `, at most ${maxAgeHours} hours ago`;
  const filled = fields.length === 0 ? "" : `, with ${fields.join(", ")} filled`;
  const fitting = schemas.length === 0 ? "" : `, that fits the schema of ${named(schemas)}`;
  const required = `a ${kind} is published${who}${within}${filled}${fitting}`;
  const how = `have publishDocument({subjectId: "${subject}", kind: "${kind}", …}) called${who}`;
  if (document === null) return pending(required, null, `there is no ${kind}: ${how}`);
  const observed = `${kind} revision ${document.revision}, published at ${document.at}`;
  const wait = (what: string): Outcome => pending(required, observed, `${what}: ${how}`);
  if (publishedBy !== undefined && !holdsRole)
    return wait(`whoever published the ${kind} is no ${publishedBy.role} now`);
  if (independent !== false && !isIndependent)
    return wait(`the ${kind} was published by the requester or an author, or by a credential of theirs`);
  if (!isYoung) return wait(`the ${kind} was published at ${document.at}, too long ago`);
  if (unfilled.length > 0) return wait(`${kind} revision ${document.revision} says nothing in ${unfilled.join(", ")}`);
  const unfit = schemas.filter(({ problems }) => problems.length > 0);
  const problems = unfit.flatMap((each) => each.problems).join("; ");
  return unfit.length === 0
    ? passed(required, observed)
    : wait(`${kind} revision ${document.revision} does not fit the schema of ${named(unfit)} (${problems})`);
};
