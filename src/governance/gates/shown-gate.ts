import type { Gate as StoredGate } from "./gate.js";
import type { Gate } from "./gates.types.js";

/** A gate as it is read: what is left out in store stands at its default. */
export const shownGate = ({ waivableBy = [], champion, tag, check, document, files, ...gate }: StoredGate): Gate => ({
  ...gate,
  waivableBy: waivableBy.map(({ teamId = null, ...rest }) => ({ ...rest, teamId })),
  ...(champion !== undefined && {
    champion: {
      margin: 0,
      relative: false,
      without: "PASS",
      ...champion,
      ...(champion.paired !== undefined && { paired: { confidence: 0.95, ...champion.paired } }),
    },
  }),
  ...(tag !== undefined && { tag: { subject: "VERSION", independent: true, ...tag, values: [...tag.values] } }),
  ...(check !== undefined && { check: { ...check, reportedBy: [...check.reportedBy] } }),
  ...(document !== undefined && {
    document: { subject: "VERSION", independent: true, ...document, fields: [...(document.fields ?? [])] },
  }),
  ...(files !== undefined && {
    files: {
      require: [...(files.require ?? [])],
      forbid: [...(files.forbid ?? [])],
      maxBytes: files.maxBytes === undefined ? null : BigInt(files.maxBytes),
    },
  }),
});
