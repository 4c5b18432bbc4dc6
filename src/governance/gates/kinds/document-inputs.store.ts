import type { Access } from "../../../access/ability.js";
import type { RightsOf } from "../../../access/rights-reader.js";
import type { Reader } from "../../../db/sql.js";
import { type DocumentFields, unfilledOf } from "../../../registry/documents/document-rules.js";
import { type DocumentSchema, schemasCovering } from "../../../registry/documents/document-schemas.queries.js";
import {
  type DocumentPlace,
  type NewestDocument,
  newestDocuments,
} from "../../../registry/documents/documents.queries.js";
import { problemsOf } from "../../../registry/documents/schema-rules.js";
import { holdsFairly } from "../fair-holder-rules.js";
import type { DocumentGate, Gate } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import { isYoungEnough } from "./check-rules.js";
import type { DocumentInputs } from "./document-rules.js";

/** The documents that gates ask for, what roles their publishers hold, and the schemas that they must fit. */
export interface DocumentFacts {
  readonly documents: readonly NewestDocument[];
  readonly publishers: ReadonlyMap<string, Access>;
  readonly schemas: readonly DocumentSchema[];
}

const placeOf = ({ kind, subject }: DocumentGate, { model, version }: GateSubject): DocumentPlace => ({
  kind,
  subjectId: subject === "MODEL" ? model.id : version.id,
});

/** Reads what document gates ask for. */
export const readDocumentFacts = async (
  db: Reader,
  subject: GateSubject,
  { gates, rightsOf }: { readonly gates: readonly Gate[]; readonly rightsOf: RightsOf },
): Promise<DocumentFacts> => {
  const places = gates.flatMap(({ document }) => (document === undefined ? [] : [placeOf(document, subject)]));
  if (places.length === 0) return { documents: [], publishers: new Map(), schemas: [] };
  const documents = await newestDocuments(db, places);
  const publishers = await rightsOf(documents.map(({ publishedBy }) => publishedBy));
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  return { documents, publishers, schemas: await schemasCovering(db, subject.model, kinds) };
};

/** What a document gate looks at, of those documents. */
export const documentInputs = (
  gate: DocumentGate,
  subject: GateSubject,
  { documents, publishers, schemas }: DocumentFacts,
): DocumentInputs => {
  const { kind, subjectId } = placeOf(gate, subject);
  const found = documents.find((each) => each.subjectId === subjectId && each.kind === kind);
  const mustFit = schemaInputs(
    schemas.filter((schema) => schema.kind === kind),
    found?.fields,
  );
  if (found === undefined) return { ...nothingPublished, subject: subjectId, ...mustFit };
  const { id, revision, digest, fields, publishedBy, behind, publishedAt: at, hoursAgo } = found;
  const { requesters, authors } = subject.parties;
  const { role = "VIEWER", teamId = subject.model.teamId } = gate.publishedBy ?? {};
  const roles = publishers.get(publishedBy)?.roles ?? [];
  return {
    subject: subjectId,
    document: { id, revision, digest, publishedBy, at },
    unfilled: unfilledOf(fields, gate.fields ?? []),
    holdsRole: holdsFairly({ id: publishedBy, roles }, { role, teamId }),
    isIndependent: !behind.some((hand) => requesters.includes(hand) || authors.includes(hand)),
    isYoung: isYoungEnough(hoursAgo, gate.maxAgeHours),
    ...mustFit,
  };
};

const nothingPublished = { document: null, unfilled: [], holdsRole: false, isIndependent: false, isYoung: false };

/** Sorted, so that the same schemas are the same evidence; without any the member is absent, as in evidence of before. */
const schemaInputs = (
  schemas: readonly DocumentSchema[],
  fields: DocumentFields | undefined,
): Pick<DocumentInputs, "schemas"> => {
  if (schemas.length === 0) return {};
  const inputs = schemas.map(({ packId: pack, packVersion: version, digest, schema }) => {
    const problems = fields === undefined ? [] : problemsOf(schema, fields);
    return { pack, version, digest, problems };
  });
  const place = ({ pack, version, digest }: (typeof inputs)[number]): string => `${pack}@${version}:${digest}`;
  return { schemas: inputs.toSorted((one, other) => (place(one) < place(other) ? -1 : 1)) };
};
