import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { command, type Tx, Unchanged } from "../acts/command.js";
import { type Config, StartError } from "../config.js";
import type { BaseCtx } from "../context.js";
import type { Database } from "../db/database.js";
import { newId, SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import { writePrivateFile } from "../db/private-file.js";
import { type Sql, sql } from "../db/sql.js";
import { takeTurn } from "./access.store.js";
import { CHOSEN_HINT } from "./caller.queries.js";
import { OrganizationRoleEntity, PrincipalEntity } from "./principal.entity.js";
import { scopes } from "./principal.js";
import { systemCtx, systemPrincipal } from "./system.js";
import { TeamEntity, TeamMemberEntity } from "./team.entity.js";
import { newSecret } from "./token-format.js";
import { storeToken } from "./tokens.store.js";

/** Where the first administrator's token is, unless the operator chose it. */
export const adminTokenFile = (home: string): string => join(home, "admin-token");

const systemExists = sql("access.system_exists", "select exists (select from principal where id = $1) as yes");

const isBootstrapped = async (db: Sql): Promise<boolean> =>
  (await db.row<{ yes: boolean }>(systemExists, [SYSTEM_PRINCIPAL_ID]))?.yes === true;

/**
 * The first start makes the administrator, the team `default` that they own, and their token; every later start finds
 * them and changes nothing. Starts at the same time take turns.
 */
export const bootstrap = async (
  db: Database,
  config: Pick<Config, "home" | "bootstrapToken">,
  log: Logger,
): Promise<{ created: boolean }> => {
  if (await isBootstrapped(db.read)) return { created: false };
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
    tx.audit({ stream: id, label: handle, after: { handle, kind } });
    const admin = await makeAdministrator(tx, "admin");
    await makeDefaultTeam(tx, admin);
    const secret = await mintAdminToken(tx, admin, "first administrator", chosenToken);
    // Before the commit: a token that nobody can read would lock everybody out.
    if (chosenToken === null) keepAdminToken(home, secret);
    return { created: true };
  },
);

/** Writes the administrator's token where only the service's user reads it. */
export const keepAdminToken = (home: string, secret: string): void => {
  const file = adminTokenFile(home);
  try {
    writePrivateFile(file, `${secret}\n`);
  } catch (error) {
    throw new StartError(`cannot write the administrator's token to ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
};

/** Somebody with the organisation role ADMIN, given by the service itself. */
export interface Administrator {
  readonly id: string;
  readonly handle: string;
}

export const makeAdministrator = async (tx: Tx, handle: string): Promise<Administrator> => {
  const id = newId("usr");
  await tx.manager.insert(PrincipalEntity, { id, kind: "USER", handle, displayName: "Administrator" });
  await tx.manager.insert(OrganizationRoleEntity, { principalId: id, role: "ADMIN", grantedBy: [SYSTEM_PRINCIPAL_ID] });
  tx.audit({ stream: id, label: handle, after: { handle, kind: "USER", organizationRoles: ["ADMIN"] } });
  return { id, handle };
};

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
    after: { slug: team.slug, name: team.name, member: admin.handle, roles: ["OWNER"] },
  });
};

/** Mints a token with every scope for 366 days; gives its secret, which is `chosen` if that is not null. */
export const mintAdminToken = async (
  tx: Tx,
  admin: Administrator,
  name: string,
  chosen: string | null,
): Promise<string> => {
  const secret = chosen ?? newSecret("csp_");
  const facts = { name, scopes: [...scopes], modelIds: null, mintedBy: [SYSTEM_PRINCIPAL_ID] };
  const id = await storeToken(tx, secret, {
    principalId: admin.id,
    invitedBy: null,
    expiresAt: () => "clock_timestamp() + interval '366 days'",
    ...(chosen !== null && { hint: CHOSEN_HINT }),
    ...facts,
  });
  tx.audit({
    stream: admin.id,
    label: admin.handle,
    subjects: [{ id, role: "token", label: name }],
    after: { token: id, ...facts },
  });
  return secret;
};
