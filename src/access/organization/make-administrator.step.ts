import type { Tx } from "../../acts/command.js";
import { newId, SYSTEM_PRINCIPAL_ID } from "../../db/ids.js";
import { CHOSEN_HINT } from "../caller.queries.js";
import { scopes } from "../principal.js";
import { made } from "../principals/made-principal.js";
import { OrganizationRoleEntity, PrincipalEntity } from "../principals/principal.entity.js";
import { newSecret } from "../tokens/token-format.js";
import { storeToken } from "../tokens/tokens.store.js";

/** Somebody with the organisation role ADMIN, given by the service itself. */
export interface Administrator {
  readonly id: string;
  readonly handle: string;
}

export const makeAdministrator = async (tx: Tx, handle: string): Promise<Administrator> => {
  const id = newId("usr");
  const row = { id, kind: "USER" as const, handle, displayName: "Administrator" };
  await tx.manager.insert(PrincipalEntity, row);
  await tx.manager.insert(OrganizationRoleEntity, { principalId: id, role: "ADMIN", grantedBy: [SYSTEM_PRINCIPAL_ID] });
  tx.audit({ stream: id, label: handle, after: { ...made(row), organizationRoles: ["ADMIN"] } });
  return { id, handle };
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
