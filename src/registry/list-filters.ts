import { z } from "zod";
import { text } from "../input.js";
import { runHexFrom } from "../tracking/tracking-ids.js";
import { isAlias } from "./lifecycle-rules.js";
import { ownershipKeyOf } from "./ownership-rules.js";
import { registryLimits as limits } from "./registry-limits.js";

const short = text(500, { min: 1 }).nullish();

const tag = z
  .object({ key: short, keyPrefix: text(500).nullish(), value: text(limits.tagValue).nullish() })
  .refine(({ key, keyPrefix }) => (key == null) !== (keyPrefix == null), {
    error: "give exactly one of key and keyPrefix.",
  });

const tags = z.array(tag).max(10, { error: "at most 10 tags." }).nullish();

const ownershipKeys = text(500, { min: 1 }).transform(ownershipKeyOf);

const ownership = z
  .object({
    key: ownershipKeys.nullish(),
    keys: z.array(ownershipKeys).max(20, { error: "at most 20 keys." }).nullish(),
    team: short,
    principal: short,
  })
  .nullish();

/** `RegisteredModelFilter` with every text checked. */
export const modelFilter = z.object({
  nameContains: short,
  team: short,
  visibility: z.string().nullish(),
  tags,
  ownership,
  includeDeleted: z.boolean().nullish(),
});

const alias = z
  .string()
  .transform((value) => (value.startsWith("@") ? value.slice(1) : value))
  .refine(isAlias, { error: '1–255 letters, digits, _ or -, not "latest" and not like "v7".' })
  .transform((value) => `@${value}`);

/** `ModelVersionFilter` with every text checked; an alias reads `@name`. */
export const versionFilter = z.object({
  model: short,
  version: z.int().nullish(),
  stage: short,
  alias: alias.nullish(),
  team: short,
  tags,
  modelTags: tags,
  runId: text(500, { min: 1 }).transform(runHexFrom).nullish(),
  includeDeleted: z.boolean().nullish(),
});

/** A name as looked up; what no name can be finds nothing. */
export const lookupName = (name: string): string =>
  name.isWellFormed() && !name.includes("\0") ? name.normalize("NFC") : "";
