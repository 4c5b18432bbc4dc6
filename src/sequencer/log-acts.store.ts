import { randomUUID } from "node:crypto";
import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { linksOf } from "../../verify/links.js";
import { newId, SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import type { LogSession } from "./session.store.js";

/** An act of the log itself, on its own stream. */
export interface LogAct {
  readonly action:
    | "addLogKey"
    | "retireLogKey"
    | "commitIndex"
    | "haltLog"
    | "resumeLog"
    | "openIncarnation"
    | "reportHardening"
    | "changeAnchors"
    | "changeWitnesses";
  readonly after: Json;
  readonly reason?: string | undefined;
}

/** The act as `audit.append` takes it: by the service itself, without a word about anybody. */
export const entryOfAct = (logId: string, { action, after, reason }: LogAct): Record<string, unknown> => {
  const request = randomUUID();
  const op = newId("op");
  const subject = { kind: "log", id: logId, role: action === "commitIndex" ? "index" : "target" };
  const body = canonicalJson({
    v: 2,
    action,
    outcome: "ALLOWED",
    op,
    actor: {
      id: SYSTEM_PRINCIPAL_ID,
      kind: "SYSTEM",
      handle: null,
      name: null,
      roles: [],
      auth: { method: "system", credential: null, mintedBy: [] },
    },
    subjects: [{ ...subject, label: null }],
    before: null,
    after: reason === undefined ? after : { ...(after as object), why: reason },
    reason: null,
    decision: null,
    request: { id: request, channel: "job", command: action, ip: null, agent: null },
  });
  return {
    streamKind: "log",
    streamId: logId,
    action,
    outcome: "ALLOWED",
    actorId: SYSTEM_PRINCIPAL_ID,
    requestId: request,
    opId: op,
    body,
    disclosures: [],
    subjects: linksOf([subject]).map(([kind, id, role]) => ({ kind, id, role, label: null })),
  };
};

/** Appends the act in this transaction; answers the entry's number in the log. */
export const appendAct = async (session: LogSession, logId: string, act: LogAct): Promise<bigint> => {
  const [row] = await session.rows<{ entry: bigint }>("select entry_id as entry from audit.append_log($1)", [
    JSON.stringify([entryOfAct(logId, act)]),
  ]);
  if (row === undefined) throw new Error("audit.append_log answered nothing");
  return row.entry;
};
