import { basename, dirname } from "node:path";
import { newId } from "../../db/ids.js";
import { compiledSchema } from "../../registry/documents/schema-rules.js";
import type { Pack, PackContent } from "./pack.js";
import { policyOf, teamsIn } from "./pack-policies.js";
import { packOf, parsedPack, refusalOf } from "./parse-pack.js";

/**
 * The pack of a file that nobody has checked before, against packs/schema.json and what that cannot say. Throws a
 * `StartError` that names the file and what is wrong with it.
 */
export const checkPack = (file: string, text: string, schema: object): Pack => {
  const refuse = refusalOf(file);
  const content = parsedPack(file, text);
  const isPack = compiledSchema(schema);
  if (!isPack(content)) {
    const [problem] = isPack.errors ?? [];
    return refuse(`is none: ${problem?.instancePath || "/"} ${problem?.message}`);
  }
  const pack = content as PackContent;
  const { id, version } = pack;
  if (basename(dirname(file)) !== id || basename(file) !== `${version}.yaml`)
    return refuse(`must be ${id}/${version}.yaml by what it says`);
  requireSense(pack, refuse);
  return packOf(pack);
};

/** What the schema cannot say: ids once, policies and schemas that would be taken. */
const requireSense = ({ controls, documents, policies }: PackContent, refuse: (what: string) => never): void => {
  const twice = [controls.map(({ id }) => id), documents.map(({ kind }) => kind)]
    .map((names) => names.find((name, index) => names.indexOf(name) < index))
    .find((name) => name !== undefined);
  if (twice !== undefined) refuse(`names ${twice} twice`);
  const teams = new Map(teamsIn(policies).map((name) => [name, newId("team")]));
  for (const policy of policies)
    try {
      policyOf(policy, teams);
    } catch (error) {
      const issue = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues?.[0];
      refuse(`has the policy "${policy.name}", whose ${issue?.path.join(".")} is wrong: ${issue?.message}`);
    }
  for (const { kind, schema } of documents)
    try {
      compiledSchema(schema);
    } catch (error) {
      refuse(`has a schema of ${kind} that says nothing: ${(error as Error).message}`);
    }
};
