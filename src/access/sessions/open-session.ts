import { randomBytes } from "node:crypto";
import { z } from "zod";
import { command } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import { instantOfSeconds } from "../../instant.js";
import { hashOfSecret } from "../tokens/token-format.js";
import { storeSession } from "./sessions.store.js";

/**
 * Exchanges the caller's API token or identity provider's token for a browser's session: for 12 hours, but never longer
 * than the credential. Gives the cookie's value, of which only the SHA-256 is stored.
 */
export const openSession = command(
  "openSession",
  { scope: null, input: z.object({}), once: ["secret"] },
  async ({ principal, credential }, tx) => {
    if (credential.method !== "api-token" && credential.method !== "jwt")
      throw new DomainError("INVALID_INPUT", "token: an API token, or a token of the identity provider.", {
        path: ["input", "token"],
      });
    const secret = randomBytes(32).toString("base64url");
    const hash = hashOfSecret(secret);
    const { id, expiresAt } = await storeSession(tx, { principalId: principal.id, hash, openedBy: credential });
    tx.audit({
      stream: principal.id,
      label: principal.handle,
      subjects: [
        { id, role: "subject" },
        ...(credential.id === null ? [] : [{ id: credential.id, role: "token" } as const]),
      ],
      after: { session: id, openedBy: credential.method, expiresAt: instantOfSeconds(expiresAt) },
    });
    return { sessionId: id, secret, expiresAt: instantOfSeconds(expiresAt) };
  },
);
