import { z } from "zod";
import { command } from "../../acts/command.js";
import { countFormerBodies, eraseDisclosures } from "../../audit/erasing.store.js";
import { type Category, categories } from "../../audit/personal.js";
import { DomainError } from "../../errors.js";
import { id, reason, setOf } from "../../input.js";
import { lockKnownPrincipal, requireAdmin } from "../requirements.js";

/**
 * Erases a person's data of some categories: what entries only commit to, and what rows hold. The entries' hashes stay
 * as they are. What stays is listed.
 */
export const erasePersonalData = command(
  "erasePersonalData",
  {
    scope: "ADMIN",
    input: z.object({
      principalId: id,
      categories: setOf(z.enum(categories), categories.length, { min: 1 }),
      reason,
      force: z.boolean().nullish(),
    }),
  },
  async (ctx, tx, input) => {
    const user = await lockKnownPrincipal(tx, input.principalId, "USER");
    requireAdmin(ctx);
    const asked: ReadonlySet<Category> = new Set(input.categories);
    if (asked.has("NAME") && user.active)
      throw new DomainError("CONFLICT", `"${user.handle}" is active and needs a name: call deactivateUser first.`, {
        path: ["input", "principalId"],
      });
    const forced = input.force === true;
    const erasing = { principalId: user.id, categories: asked, force: forced };
    const told = [];
    for (const kind of ctx.kinds.list) if (kind.erase !== undefined) told.push(await kind.erase(tx, erasing));
    const values = await eraseDisclosures(tx, user.id, [...asked]);
    const rows = told.reduce((sum, each) => sum + each.rows, 0);
    const entries = {
      where: "entries of before this release, whose bodies hold it in clear",
      count: await countFormerBodies(tx, user.id),
    };
    tx.audit({
      stream: user.id,
      subjects: told.flatMap(({ links }) => links),
      after: { categories: [...asked].sort(), values, rows, forced },
      reason: input.reason,
    });
    const remains = [entries, ...told.flatMap((each) => each.remains)].filter(({ count }) => count > 0);
    return { principalId: user.id, values, rows, remains };
  },
);
