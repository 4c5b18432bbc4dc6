import { sha256 } from "../../../verify/sha256.js";
import { peopleBehind } from "../../access/caller.js";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { DomainError, forbidden } from "../../errors.js";
import type { LockedModel } from "../registry.store.js";
import { hasRight, lockReadableVersion, versionLabel, versionLinks } from "../rights.js";
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
 * Reports what a machine checked of a version, by whoever may contribute to its model, or whom a
 * gate of a policy that covers it names for this check. One check for each version, name,
 * reporter and external id: the same again changes nothing, and one that is COMPLETED does not go back to IN_PROGRESS.
 * CONTENT_CHANGED where another content of the version was checked than it has.
 */
export const reportCheck = command("reportCheck", { scope: "REPORT", input: checkInput }, async (ctx, tx, input) => {
  const { modelVersionId: given, model: of, version: number } = input;
  const versionId = given ?? (await versionIdByNumber(tx, of ?? "", number ?? 0)) ?? "";
  const { model, version } = await lockReadableVersion(ctx, tx, versionId);
  await requireReporter(ctx, tx, model, input.name);
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

/** A gate that names somebody gives them the right to report that check, and no other. */
const requireReporter = async (ctx: Ctx, tx: Tx, model: LockedModel, check: string): Promise<void> => {
  if (hasRight(ctx, model, "contribute")) return;
  if (await ctx.guard.mayReport(tx, model, { principalId: ctx.principal.id, check })) return;
  throw forbidden(
    `This needs the role CONTRIBUTOR in the team "${model.teamSlug}", a grant that carries it, or a gate of a policy that names you for the check "${check}"; an owner of that team can give it.`,
  );
};

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
