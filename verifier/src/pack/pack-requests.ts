import { sha256 } from "../../../verify/sha256.js";
import type { Findings } from "../findings.js";
import type { Rule } from "./duties.js";
import { type Fact, said } from "./facts.js";
import type { PackFiles } from "./pack-files.js";
import { type Request, type Statement, statementIn, type Told } from "./requests.js";

/** The texts that requests and policies' digests are over, as far as they hold. */
export interface Texts {
  /** By request's id. */
  readonly statements: ReadonlyMap<string, Statement>;
  /** By policy's id, a dot and its revision. */
  readonly rules: ReadonlyMap<string, Rule>;
}

/** The policies that a request's statement names; undefined where a text is not there or not the one that was signed by. */
export const rulesOf = ({ statements, rules }: Texts, request: string): Rule[] | undefined => {
  const known = statements.get(request)?.policies.map(({ id, revision }) => rules.get(`${id}.${revision}`));
  const there = known?.filter((rule) => rule !== undefined);
  return there?.length === known?.length ? there : undefined;
};

/** Holds the texts of requests and policies against what entries say of them. */
export const checkTexts = async (
  found: Findings,
  files: PackFiles,
  { told, facts, versionId }: { told: Told; facts: readonly Fact[]; versionId: string },
): Promise<Texts> => {
  for (const { fact, detail } of told.contradictions) found.add("REQUEST_MISMATCH", detail, placeOf(fact));
  const statements = new Map<string, Statement>();
  for (const request of told.requests.values()) {
    const text = await textOf(found, files, `statements/${request.id}.json`, request.opened);
    const statement = text === undefined ? undefined : checkedStatement(found, text, request, versionId);
    if (statement !== undefined) statements.set(request.id, statement);
  }
  const revisions = revisionsTold(facts);
  const rules = new Map<string, Rule>();
  for (const [id, { policies }] of statements)
    for (const cited of policies) {
      const key = `${cited.id}.${cited.revision}`;
      const { opened } = told.requests.get(id) as Request;
      if (cited.digest === "" || rules.has(key)) continue;
      const text = await textOf(found, files, `policies/${key}.json`, opened);
      if (text === undefined) continue;
      const rule = ruleIn(cited.id, text);
      if (rule === undefined || sha256(text) !== cited.digest || revisions.get(key) !== cited.digest)
        found.add("POLICY_TEXT_MISMATCH", `policies/${key}.json is not the policy that was signed by`, placeOf(opened));
      else rules.set(key, rule);
    }
  requireNoOther(found, files, statements, told);
  return { statements, rules };
};

const placeOf = ({ leaf, stream }: Fact) => ({ leaf, stream });

const textOf = async (found: Findings, files: PackFiles, name: string, opened: Fact): Promise<string | undefined> => {
  if (files.names.has(name)) return files.text(name);
  found.add("MISSING", `${name} is missing`, placeOf(opened));
  return undefined;
};

const checkedStatement = (
  found: Findings,
  text: string,
  { id, contentDigest, opened }: Request,
  versionId: string,
): Statement | undefined => {
  const statement = statementIn(text);
  if (statement !== undefined && sha256(text) === contentDigest && statement.versionId === versionId) return statement;
  found.add("REQUEST_MISMATCH", `statements/${id}.json is not what was asked for by its entries`, placeOf(opened));
  return undefined;
};

/** The digest of each revision of each policy, as the entries of its own stream tell it. */
const revisionsTold = (facts: readonly Fact[]): Map<string, unknown> =>
  new Map(
    facts.flatMap(({ stream, outcome, after }) => {
      const [kind, id] = stream.split(":");
      const isRevision = kind === "approval_policy" && outcome === "ALLOWED" && typeof after.revision === "number";
      return isRevision && after.digest !== undefined ? [[`${id}.${after.revision}`, after.digest] as const] : [];
    }),
  );

const ruleIn = (id: string, text: string): Rule | undefined => {
  try {
    return { id, text: said(JSON.parse(text)) };
  } catch {
    return undefined;
  }
};

/** The two folders hold what entries and statements name, and nothing else. */
const requireNoOther = (
  found: Findings,
  { names }: PackFiles,
  statements: ReadonlyMap<string, Statement>,
  { requests }: Told,
): void => {
  const cited = [...statements.values()].flatMap(({ policies }) =>
    policies.map(({ id, revision }) => `policies/${id}.${revision}.json`),
  );
  const known = new Set([...cited, ...[...requests.keys()].map((id) => `statements/${id}.json`)]);
  if (statements.size < requests.size) return;
  for (const name of names)
    if (/^(statements|policies)\//.test(name) && !known.has(name))
      found.add("MALFORMED", `${name}: no entry and no statement names it`);
};
