import { z } from "zod";
import { command } from "../../acts/command.js";
import { nameOf } from "../../audit/personal.js";
import type { BaseCtx } from "../../context.js";
import { newId, SYSTEM_PRINCIPAL_ID } from "../../db/ids.js";
import { notFound } from "../../errors.js";
import { instantIn } from "../../instant.js";
import { firstAdministrator, lockOrganization } from "../access.store.js";
import { storeInvitation } from "../invitations/invitations.store.js";
import { hashOfSecret, newSecret } from "../tokens/token-format.js";

const GOOD_FOR_MS = 10 * 60_000;

/**
 * Makes the service's own invitation for its owner: a code that signs one browser in as the first active administrator,
 * once, within ten minutes. Only the code's SHA-256 is stored.
 */
export const createSignInLink = command(
  "createSignInLink",
  { scope: "ADMIN", input: z.object({}), once: ["code"] },
  async (_: BaseCtx, tx) => {
    await lockOrganization(tx);
    const admin = await firstAdministrator(tx);
    if (admin === undefined) throw notFound("administrator");
    const code = newSecret("csi_");
    const id = newId("inv");
    const until = instantIn(GOOD_FOR_MS);
    const hash = hashOfSecret(code);
    const by = { createdBy: SYSTEM_PRINCIPAL_ID, mintedBy: [] };
    const made = { id, principalId: admin.id, ...by, hash, expiresAt: until };
    const expiresAt = await storeInvitation(tx, made);
    tx.audit({
      stream: admin.id,
      label: admin.handle,
      subjects: [{ id, role: "subject" }],
      after: { invitation: id, signsIn: nameOf(admin.id, admin.handle), expiresAt },
    });
    return { code, handle: admin.handle, expiresAt };
  },
);
