import { z } from "zod";
import { text } from "../input.js";
import { runHexFrom } from "../tracking/tracking-ids.js";
import { ALIAS_RULE, aliasOf } from "./lifecycle-rules.js";
import { ownershipKeyOf } from "./ownership-rules.js";
import { registryLimits as limits } from "./registry-limits.js";
import { riskTiers } from "./tiers/tier-rules.js";

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

const alias = z
  .string()
  .transform((value) => aliasOf(value.startsWith("@") ? value.slice(1) : value))
  .refine((value) => value !== undefined, { error: `${ALIAS_RULE}.` })
  .transform((value) => `@${value}`);

const slotOf = (value: string): string | undefined => {
  if (!value.startsWith("@")) return value;
  const name = aliasOf(value.slice(1));
  return name && `@${name}`;
};

/** A stage, or `@` and an alias. */
const slot = text(500, { min: 1 })
  .transform(slotOf)
  .refine((value) => value !== undefined, { error: `${ALIAS_RULE}, after “@”.` });

/** `RegisteredModelFilter` with every text checked. */
export const modelFilter = z.object({
  text: short,
  nameContains: short,
  team: short,
  visibility: z.string().nullish(),
  riskTier: z.enum(riskTiers).nullish(),
  tags,
  ownership,
  ownedBy: short,
  holds: slot.nullish(),
  hasOpenRequests: z.boolean().nullish(),
  includeDeleted: z.boolean().nullish(),
});

const instants = z.string().nullish();

/** `ModelVersionFilter` with every text checked, but for the conditions on what is frozen; an alias reads `@name`. */
export const versionFilter = z
  .object({
    text: short,
    model: short,
    version: z.int().nullish(),
    stage: short,
    alias: alias.nullish(),
    team: short,
    tags,
    modelTags: tags,
    runId: text(500, { min: 1 }).transform(runHexFrom).nullish(),
    createdBy: short,
    from: instants,
    to: instants,
    includeDeleted: z.boolean().nullish(),
  })
  .refine(({ from, to }) => from == null || to == null || from < to, {
    error: "from must be before to.",
    path: ["from"],
  });
