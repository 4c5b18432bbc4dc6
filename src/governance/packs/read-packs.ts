import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";
import { StartError } from "../../config.js";
import { newId } from "../../db/ids.js";
import { compiledSchema } from "../../registry/documents/schema-rules.js";
import { newestFirst, type Pack, type PackContent, type PackLibrary } from "./pack.js";
import { policyOf, teamsIn } from "./pack-policies.js";

/** The packs that come with the service: at the top of the checkout, or of what was built of it. */
const shipped = fileURLToPath(new URL("../../../packs", import.meta.url));

const MAX_BYTES = 1_048_576;

/**
 * Reads every pack that comes with the service, and those of another folder: `<id>/<version>.yaml`, each checked against
 * packs/schema.json. Throws a `StartError` that names the file and what is wrong with it.
 */
export const readPacks = (folder: string | null): PackLibrary => {
  const schema = JSON.parse(readFileSync(join(shipped, "schema.json"), "utf8")) as object;
  const isPack = new Ajv({ strict: true, strictTypes: false }).compile<PackContent>(schema);
  const files = [shipped, ...(folder === null ? [] : [folder])].flatMap(filesIn);
  const packs = files.map((file) => readPack(file, isPack));
  for (const [index, { id, version }] of packs.entries())
    if (packs.findIndex((each) => each.id === id && each.version === version) < index)
      throw new StartError(`${files[index]} is version ${version} of the pack ${id}, which another file is, too`);
  return packs.toSorted((one, other) =>
    one.id === other.id ? newestFirst(one.version, other.version) : one.id < other.id ? -1 : 1,
  );
};

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    throw new StartError(`the folder of policy packs ${folder} cannot be read: ${(error as Error).message}`);
  }
};

const readPack = (file: string, isPack: ValidateFunction<PackContent>): Pack => {
  const refuse = (what: string): never => {
    throw new StartError(`the policy pack ${file} ${what}; docs/packs.md says what it must be`);
  };
  const content = contentOf(file, refuse);
  if (!isPack(content)) {
    const [problem] = isPack.errors ?? [];
    return refuse(`is none: ${problem?.instancePath || "/"} ${problem?.message}`);
  }
  const { id, version } = content;
  if (basename(dirname(file)) !== id || basename(file) !== `${version}.yaml`)
    return refuse(`must be ${id}/${version}.yaml by what it says`);
  requireSense(content, refuse);
  return {
    ...content,
    digest: sha256(canonicalJson(content as unknown as Json)),
    teams: teamsIn(content.policies).sort(),
  };
};

const contentOf = (file: string, refuse: (what: string) => never): unknown => {
  if (statSync(file).size > MAX_BYTES) return refuse("is longer than 1 MiB");
  try {
    // Aliases could multiply what is in the file; dates stay text in this schema.
    return parse(readFileSync(file, "utf8"), { schema: "core", maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message.split("\n")[0]}`);
  }
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
