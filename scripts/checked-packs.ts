// The list of the policy packs that come with the service, each checked: packs/checked.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPack } from "../src/governance/packs/check-pack.js";
import type { CheckedFile } from "../src/governance/packs/read-packs.js";
import { sha256 } from "../verify/sha256.js";

/** What packs/checked.json must say of the packs in a folder; throws where one of them is wrong. */
export const checkedPacks = (folder: string): CheckedFile[] => {
  const schema = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const { id, version, digest } = checkPack(join(folder, name), text, schema);
    return { id, version, file: sha256(text), digest };
  });
};
