import { sha256 } from "../../../verify/sha256.js";
import { peopleBehind } from "../../access/caller.js";
import { command, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { newId } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { lockReadableVersion, requireRight, versionLabel, versionLinks } from "../rights.js";
import { type CheckInput, checkInput } from "./check-input.js";
import {
  type CheckFacts,
  findCheck,
  keepReport,
  storeCheck,
  storeCheckAgain,
  versionIdByNumber,
} from "./checks.store.js";

/**
 * Reports what a machine checked of a version, by whoever may contribute to its model. One check for each version, name,
 * reporter and external id: the same again changes nothing, and one that is COMPLETED does not go back to IN_PROGRESS.
 * CONTENT_CHANGED where another content of the version was checked than it has.
 */
export const reportCheck = command("reportCheck", { scope: "REPORT", input: checkInput }, async (ctx, tx, input) => {
  const { modelVersionId: given, model: of, version: number } = input;
  const versionId = given ?? (await versionIdByNumber(tx, of ?? "", number ?? 0)) ?? "";
  const { model, version } = await lockReadableVersion(ctx, tx, versionId);
  requireRight(ctx, model, "contribute");
  const label = versionLabel(model, version);
  if (input.versionDigest !== version.digest)
    throw new DomainError("CONTENT_CHANGED", `The versionDigest is not the digest of ${label}: check what it is now.`, {
      path: ["input", "versionDigest"],
    });
  const key = {
    modelVersionId: version.id,
    name: input.name,
    reporter: ctx.principal.id,
    externalId: input.externalId ?? "",
  };
  const facts = factsOf(input);
  const earlier = await findCheck(tx, key);
  const checkId = earlier?.id ?? newId("chk");
  const result = { checkId, modelVersionId: version.id };
  if (earlier !== undefined && (isSame(earlier, facts) || goesBack(earlier, facts))) return new Unchanged(result);
  if (input.report != null && facts.report !== null) await keepReport(tx, facts.report.sha256, input.report.content);
  const behind = peopleBehind(ctx);
  if (earlier === undefined) await storeCheck(tx, checkId, key, facts, behind);
  else await storeCheckAgain(tx, checkId, facts, behind);
  tx.audit({
    stream: version.id,
    label,
    subjects: versionLinks(model),
    before: earlier === undefined ? null : saidOf(earlier),
    after: { check: checkId, name: key.name, externalId: key.externalId, ...saidOf(facts) },
  });
  await ctx.guard.voidOutdated(tx, model.id, `the check "${key.name}" of ${label} was reported`);
  return result;
});

const factsOf = ({ report, ...input }: CheckInput): CheckFacts => ({
  versionDigest: input.versionDigest,
  status: input.status,
  conclusion: input.conclusion ?? null,
  summary: input.summary ?? null,
  detailsUrl: input.detailsUrl ?? null,
  inputs: input.inputs ?? [],
  report:
    report == null
      ? null
      : {
          mediaType: report.mediaType.toLowerCase(),
          sha256: sha256(report.content),
          size: Buffer.byteLength(report.content),
        },
});

const saidOf = ({ versionDigest, status, conclusion, summary, detailsUrl, inputs, report }: CheckFacts) => ({
  versionDigest,
  status,
  conclusion,
  summary: auditedText(summary ?? undefined),
  detailsUrl: auditedText(detailsUrl ?? undefined),
  inputs: inputs.map(({ name, digest }) => ({ name, digest })),
  report: report === null ? null : { ...report, size: String(report.size) },
});

const isSame = (one: CheckFacts, other: CheckFacts): boolean =>
  JSON.stringify(saidOf(one)) === JSON.stringify(saidOf(other));

/** What arrives late, out of order, is passed over. */
const goesBack = (earlier: CheckFacts, now: CheckFacts): boolean =>
  earlier.status === "COMPLETED" && now.status !== "COMPLETED";
