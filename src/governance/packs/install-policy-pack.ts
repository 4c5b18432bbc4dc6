import { z } from "zod";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";
import { command, type Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { DomainError, invalid, notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import { storeDocumentSchema } from "../../registry/documents/document-schemas.store.js";
import { makePolicy } from "../policies/make-policy.step.js";
import { lockRequestedModels, policySubjects, voidOvertaken } from "../policies/policy-entry.js";
import { policyContent } from "../policies/policy-input.js";
import { lockOwnedScope, type OwnedScope, policyScope } from "../policies/policy-scope.step.js";
import { type Pack, packNamed } from "./pack.js";
import { storeInstallation } from "./pack-installations.store.js";
import { policyOf } from "./pack-policies.js";

const input = z.strictObject({
  packId: text(64, { min: 1 }),
  packVersion: text(64, { min: 1 }),
  scope: policyScope,
  teams: z
    .array(z.strictObject({ name: text(64, { min: 1 }), teamId: id }))
    .max(100, "at most 100 teams.")
    .nullish(),
});

/**
 * Makes the policies and document schemas of a pack, all or none: ordinary ones, to be changed and retired singly. Scope:
 * ADMIN; right: to own what they cover, as for a single policy.
 */
export const installPolicyPack = command("installPolicyPack", { scope: "ADMIN", input }, async (ctx, tx, given) => {
  const owned = await lockOwnedScope(ctx, tx, given.scope);
  const pack = await packNamed(ctx.packs, given.packId, given.packVersion)?.content();
  if (pack === undefined) throw notFound("policy pack");
  const teams = teamsOf(pack, given.teams ?? []);
  const scopeId = owned.scope.teamId ?? owned.scope.registeredModelId ?? ORGANIZATION_ID;
  const installation = await install(tx, pack, { scopeId, by: ctx.principal.id });
  const made = await makePolicies(ctx, tx, { pack, teams, owned, installation });
  const schemas = await makeSchemas(tx, pack, scopeId);
  tx.audit({
    stream: scopeId,
    ...(owned.model !== undefined && { label: owned.model.name }),
    subjects: [
      ...policySubjects(owned.scope, owned.model),
      ...made.map(({ id: of }) => ({ id: of, role: "subject" as const })),
    ],
    after: {
      pack: pack.id,
      version: pack.version,
      digest: pack.digest,
      policies: made.map(({ id: of }) => of),
      documents: schemas,
      teams: Object.fromEntries(teams),
    },
  });
  const models = await lockRequestedModels(tx, owned.scope);
  for (const policy of made) {
    const cause = { text: `the policy "${policy.name}" was created`, policy };
    await voidOvertaken(ctx, tx, models, cause);
  }
  return { approvalPolicyIds: made.map(({ id: of }) => of) };
});

/** The teams by their names in the pack: each that its policies use once, and no other. */
const teamsOf = (pack: Pack, given: readonly { name: string; teamId: string }[]): Map<string, string> => {
  const teams = new Map(given.map(({ name, teamId }) => [name, teamId]));
  const wanted = pack.teams.length === 0 ? "none" : pack.teams.map((name) => `"${name}"`).join(", ");
  const isWhole = teams.size === given.length && teams.size === pack.teams.length;
  if (!isWhole || pack.teams.some((name) => !teams.has(name)))
    throw invalid("teams", `a team for each name that the pack uses, each once: ${wanted}.`);
  return teams;
};

const install = async (tx: Tx, pack: Pack, { scopeId, by }: { scopeId: string; by: string }): Promise<bigint> => {
  const { id: packId, version: packVersion, digest, policies, documents } = pack;
  if (policies.length + documents.length === 0)
    throw invalid(
      "packId",
      `${packId} has neither policies nor documents: it only reads records, by ModelVersion.controls.`,
    );
  const installation = await storeInstallation(tx, { scopeId, packId, packVersion, digest, by });
  if (installation === undefined)
    throw new DomainError(
      "CONFLICT",
      `Version ${packVersion} of ${packId} is installed there already: change or retire its policies singly.`,
    );
  return installation;
};

interface Making {
  readonly pack: Pack;
  readonly teams: ReadonlyMap<string, string>;
  readonly owned: OwnedScope;
  readonly installation: bigint;
}

const makePolicies = async (ctx: Ctx, tx: Tx, { pack, teams, owned, installation }: Making) => {
  const made: { id: string; name: string }[] = [];
  const decision = { pack: pack.id, packVersion: pack.version, packDigest: pack.digest };
  for (const template of pack.policies) {
    const content = await policyContent(tx, policyOf(template, teams));
    const entry = { action: "createApprovalPolicy", decision };
    const by = ctx.principal.id;
    made.push({ id: await makePolicy(tx, { ...owned, content, by, pack: installation, entry }), name: content.name });
  }
  return made;
};

const makeSchemas = async (tx: Tx, pack: Pack, scopeId: string): Promise<{ kind: string; digest: string }[]> => {
  const made: { kind: string; digest: string }[] = [];
  for (const { kind, schema } of pack.documents) {
    const digest = sha256(canonicalJson(schema as Json));
    await storeDocumentSchema(tx, { scopeId, kind, packId: pack.id, packVersion: pack.version, schema, digest });
    made.push({ kind, digest });
  }
  return made;
};
