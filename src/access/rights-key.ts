import { createHash } from "node:crypto";
import type { Ability } from "./ability.js";
import type { Action, SubjectType } from "./subject-rules.js";

/**
 * One short text for everybody whose rules for these actions on the subject are the same: what is remembered under it
 * was read with those rights, so that nobody's look-up ever touches what others may see and they may not.
 */
export const rightsKey = (subject: SubjectType, ...actions: readonly Action[]): ((ability: Ability) => string) => {
  const known = new WeakMap<Ability, string>();
  return (ability) => {
    const given = known.get(ability);
    if (given !== undefined) return given;
    const rules = actions.map((action) =>
      ability.rulesFor(action, subject).map(({ inverted, conditions }) => [inverted, conditions ?? null]),
    );
    const key = createHash("sha256").update(JSON.stringify(rules)).digest("base64url").slice(0, 16);
    known.set(ability, key);
    return key;
  };
};
