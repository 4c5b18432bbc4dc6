import { parse } from "yaml";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";
import { StartError } from "../../config.js";
import type { Pack, PackContent } from "./pack.js";
import { teamsIn } from "./pack-policies.js";

/** Refuses to start with a file, in one sentence. */
export const refusalOf =
  (file: string) =>
  (what: string): never => {
    throw new StartError(`the policy pack ${file} ${what}; docs/packs.md says what it must be`);
  };

/** What is in the text of a pack's file; a `StartError` where it is no YAML. */
export const parsedPack = (file: string, text: string): unknown => {
  try {
    // Aliases could multiply what is in the file; dates stay text in this schema.
    return parse(text, { schema: "core", maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    return refusalOf(file)(`cannot be read: ${(error as Error).message.split("\n")[0]}`);
  }
};

/** The pack that a file's content is. */
export const packOf = (content: PackContent): Pack => ({
  ...content,
  digest: sha256(canonicalJson(content as unknown as Json)),
  teams: teamsIn(content.policies).sort(),
});
