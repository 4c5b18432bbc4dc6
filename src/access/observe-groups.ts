import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import type { BaseCtx } from "../context.js";
import { id } from "../input.js";
import { lockPrincipal } from "./access.store.js";
import { groupName } from "./access-input.js";
import { isSameSet } from "./group-rules.js";
import { keepGroups, knownGroups } from "./groups.store.js";

/** Records the groups that a valid token has just shown, when they are other than those known and not lapsed. */
export const observeGroups = command(
  "observeGroups",
  {
    scope: "ADMIN",
    input: z.object({ principalId: id, groups: z.array(groupName).max(1_000), ttlHours: z.number() }),
  },
  async (_: BaseCtx, tx, { principalId, groups, ttlHours }) => {
    const user = await lockPrincipal(tx, principalId);
    if (user === undefined || !user.active) return new Unchanged({});
    const known = await knownGroups(tx, principalId);
    const before = known.filter(({ fresh }) => fresh).map(({ name }) => name);
    if (isSameSet(before, groups)) return new Unchanged({});
    await keepGroups(tx, principalId, groups, ttlHours);
    tx.audit({ stream: principalId, label: user.handle, before: { groups: before }, after: { groups } });
    return {};
  },
);
