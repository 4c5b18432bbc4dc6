import type { Logger } from "pino";
import { z } from "zod";
import { command, type Tx, Unchanged } from "../acts/command.js";
import { nameOf } from "../audit/personal.js";
import type { Config } from "../config.js";
import type { BaseCtx } from "../context.js";
import type { Database } from "../db/database.js";
import { newId, SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import { takeTurn } from "./access.store.js";
import { keepAdminToken } from "./admin-token-file.js";
import { type Administrator, makeAdministrator, mintAdminToken } from "./organization/make-administrator.step.js";
import { made } from "./principals/made-principal.js";
import { PrincipalEntity } from "./principals/principal.entity.js";
import { isBootstrapped } from "./principals/principals.store.js";
import { systemCtx, systemPrincipal } from "./system.js";
import { TeamEntity, TeamMemberEntity } from "./teams/team.entity.js";

/**
 * The first start makes the administrator, the team `default` that they own, and their token; every later start finds
 * them and changes nothing. Starts at the same time take turns.
 */
export const bootstrap = async (
  db: Database,
  config: Pick<Config, "home" | "bootstrapToken">,
  log: Logger,
): Promise<{ created: boolean }> => {
  if (await isBootstrapped(db.single)) return { created: false };
  return makeFirst(systemCtx(db, log, "job"), { home: config.home, chosenToken: config.bootstrapToken });
};

const makeFirst = command(
  "bootstrap",
  { scope: "ADMIN", input: z.object({ home: z.string(), chosenToken: z.string().nullable() }) },
  async (_: BaseCtx, tx, { home, chosenToken }) => {
    await takeTurn(tx, "bootstrap");
    if (await isBootstrapped(tx)) return new Unchanged({ created: false });
    const { id, kind, handle, displayName } = systemPrincipal;
    await tx.manager.insert(PrincipalEntity, { id, kind, handle, displayName });
    tx.audit({ stream: id, label: handle, after: made({ id, kind, handle, displayName }) });
    const admin = await makeAdministrator(tx, "admin");
    await makeDefaultTeam(tx, admin);
    const secret = await mintAdminToken(tx, admin, "first administrator", chosenToken);
    // Before the commit: a token that nobody can read would lock everybody out.
    if (chosenToken === null) keepAdminToken(home, secret);
    return { created: true };
  },
);

/** The administrator owns it, so that a newcomer alone can work at once. */
const makeDefaultTeam = async (tx: Tx, admin: Administrator): Promise<void> => {
  const team = { id: newId("team"), slug: "default", name: "Default" };
  await tx.manager.insert(TeamEntity, team);
  const owner = { teamId: team.id, principalId: admin.id, role: "OWNER" as const, grantedBy: [SYSTEM_PRINCIPAL_ID] };
  await tx.manager.insert(TeamMemberEntity, owner);
  tx.audit({
    stream: team.id,
    label: team.slug,
    subjects: [{ id: admin.id, role: "principal", label: admin.handle }],
    after: { slug: team.slug, name: team.name, member: nameOf(admin.id, admin.handle), roles: ["OWNER"] },
  });
};
