import { createHash } from "node:crypto";
import type { Ability } from "./ability.js";
import type { Action, SubjectType } from "./subject-rules.js";

const known = new WeakMap<Ability, Map<string, string>>();

/**
 * One short text for everybody whose rules for these actions on the subject are the same: what is remembered under it
 * was read with those rights, so that nobody's look-up ever touches what others may see and they may not.
 */
export const rightsKey = (ability: Ability, subject: SubjectType, ...actions: readonly Action[]): string => {
  const question = `${subject} ${actions.join(" ")}`;
  const keys = known.get(ability) ?? new Map<string, string>();
  known.set(ability, keys);
  const given = keys.get(question);
  if (given !== undefined) return given;
  const rules = actions.map((action) =>
    ability.rulesFor(action, subject).map(({ inverted, conditions }) => [inverted, conditions ?? null]),
  );
  const key = createHash("sha256").update(JSON.stringify(rules)).digest("base64url").slice(0, 16);
  keys.set(question, key);
  return key;
};
