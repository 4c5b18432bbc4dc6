import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { nameOf } from "../../audit/personal.js";
import type { BaseCtx } from "../../context.js";
import { id } from "../../input.js";
import { lockPrincipal } from "../access.store.js";
import { groupName, identity } from "../access-input.js";
import { isSameShowing } from "./group-rules.js";
import { freshGroups, isNewest, keepGroups } from "./groups.store.js";

/** Records the groups that a valid token has just shown, when they are other than those known and not lapsed. */
export const observeGroups = command(
  "observeGroups",
  {
    scope: "ADMIN",
    input: z.object({
      principalId: id,
      ...identity.shape,
      issuedAt: z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]),
      groups: z.array(groupName).max(1_000),
      ttlHours: z.number(),
    }),
  },
  async (_: BaseCtx, tx, shown) => {
    const { principalId, groups, ttlHours } = shown;
    const user = await lockPrincipal(tx, principalId);
    if (user === undefined || !user.active || !(await isNewest(tx, shown))) return new Unchanged({});
    const known = await freshGroups(tx, principalId);
    const before = known.map(({ name }) => name);
    if (isSameShowing(known, shown)) return new Unchanged({});
    await keepGroups(tx, shown);
    tx.audit({
      stream: principalId,
      label: user.handle,
      before: { groups: nameOf(principalId, before) },
      after: { groups: nameOf(principalId, groups), countForHours: ttlHours },
    });
    return {};
  },
);
