import { isDeepStrictEqual } from "node:util";
import { appendAct } from "../log-acts.store.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import { ceilingOf, findWeakness, type HardeningFinding } from "./guards.store.js";

/** How hard it is to change the log unnoticed: 0 to 3, and what stands in the way of more. */
export interface HardeningReport {
  readonly level: number;
  readonly findings: readonly HardeningFinding[];
}

/** What the sequencer knows of its machine and of who keeps checkpoints. */
export interface Surroundings {
  /** Whether a login that owns the database could be read here. */
  readonly ownerIsHere: boolean;
}

const last = "select level, findings from audit.hardening order by entry_id desc limit 1";
const add = "insert into audit.hardening (entry_id, level, findings) values ($1, $2, $3)";

/** A witness has signed the last checkpoint, or within the hour: an idle log is not asked to be signed again. */
const witnessed = `select exists (select from audit.keeper k where k.log = $1 and k.kind = 'witness' and k.removed_at is null
  and k.state <> 'CONFLICT' and (k.at > clock_timestamp() - interval '1 hour'
    or k.size = (select max(c.size) from audit.checkpoint c where c.log = $1))) as yes`;

/** Measures it. */
export const measureHardening = async (
  session: LogSession,
  log: number,
  { ownerIsHere }: Surroundings,
): Promise<HardeningReport> => {
  const findings = await findWeakness(session);
  if (ownerIsHere)
    findings.push({ code: "OWNER_IS_HERE", detail: "the login that migrates can be read on the sequencer's machine" });
  const [row] = await session.rows<{ yes: boolean }>(witnessed, [log]);
  if (row?.yes !== true)
    findings.push({ code: "NOT_WITNESSED", detail: "no witness has signed the log's checkpoint within an hour" });
  return { level: ceilingOf(findings), findings };
};

/** Enters it into the log where it differs from what was said last. */
export const reportHardening = async (
  session: LogSession,
  { log, id }: Pick<LogState, "log" | "id">,
  surroundings: Surroundings,
): Promise<void> => {
  const { level, findings } = await measureHardening(session, log, surroundings);
  const [said] = await session.rows<HardeningReport>(last);
  if (said !== undefined && said.level === level && isDeepStrictEqual(said.findings, findings)) return;
  await session.transaction(async () => {
    const after = { level, findings: findings.map(({ code, detail }) => ({ code, detail })) };
    const entry = await appendAct(session, id, { action: "reportHardening", after });
    await session.rows(add, [entry, level, JSON.stringify(findings)]);
  });
};
