import { type RoleHolder, roleHolders } from "../../../access/team-members.queries.js";
import type { Reader } from "../../../db/sql.js";
import { unfilledOf } from "../../../registry/documents/document-rules.js";
import {
  type DocumentPlace,
  type NewestDocument,
  newestDocuments,
} from "../../../registry/documents/documents.queries.js";
import { holdsFairly } from "../fair-holder-rules.js";
import type { DocumentGate, Gate } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import { isYoungEnough } from "./check-rules.js";
import type { DocumentInputs } from "./document-rules.js";

/** The documents that gates ask for, and what roles their publishers hold. */
export interface DocumentFacts {
  readonly documents: readonly NewestDocument[];
  readonly publishers: readonly RoleHolder[];
}

const placeOf = ({ kind, subject }: DocumentGate, { model, version }: GateSubject): DocumentPlace => ({
  kind,
  subjectId: subject === "MODEL" ? model.id : version.id,
});

/** Reads what document gates ask for. */
export const readDocumentFacts = async (
  db: Reader,
  subject: GateSubject,
  gates: readonly Gate[],
): Promise<DocumentFacts> => {
  const places = gates.flatMap(({ document }) => (document === undefined ? [] : [placeOf(document, subject)]));
  const documents = places.length === 0 ? [] : await newestDocuments(db, places);
  const people = [...new Set(documents.map(({ publishedBy }) => publishedBy))];
  return { documents, publishers: people.length === 0 ? [] : await roleHolders(db, people) };
};

/** What a document gate looks at, of those documents. */
export const documentInputs = (
  gate: DocumentGate,
  subject: GateSubject,
  { documents, publishers }: DocumentFacts,
): DocumentInputs => {
  const { kind, subjectId } = placeOf(gate, subject);
  const found = documents.find((each) => each.subjectId === subjectId && each.kind === kind);
  if (found === undefined)
    return { subject: subjectId, document: null, unfilled: [], holdsRole: false, isIndependent: false, isYoung: false };
  const { id, revision, digest, fields, publishedBy, behind, publishedAt: at, hoursAgo } = found;
  const { requesters, authors } = subject.parties;
  const { role = "VIEWER", teamId = subject.model.teamId } = gate.publishedBy ?? {};
  const roles = publishers.find((holder) => holder.id === publishedBy)?.roles ?? [];
  return {
    subject: subjectId,
    document: { id, revision, digest, publishedBy, at },
    unfilled: unfilledOf(fields, gate.fields ?? []),
    holdsRole: holdsFairly({ id: publishedBy, roles }, { role, teamId }),
    isIndependent: !behind.some((hand) => requesters.includes(hand) || authors.includes(hand)),
    isYoung: isYoungEnough(hoursAgo, gate.maxAgeHours),
  };
};
