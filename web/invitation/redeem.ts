import { AskError, at, bodyOf, send } from "../ask.ts";
import type { TokenScope } from "../gql/graphql.ts";

interface Asked {
  readonly code: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: string;
}

/** Makes the invited person's own token. Throws an `AskError`: NOT_FOUND for a code that is no longer good. */
export const redeem = async (asked: Asked): Promise<string> => {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const response = await send(at("invitations/redeem"), { method: "POST", headers, body: JSON.stringify(asked) });
  const { token, code, message, requestId } = (await bodyOf(response)) as Record<string, string | undefined>;
  if (token !== undefined) return token;
  throw new AskError(code ?? "INTERNAL", message ?? "The invitation was refused.", requestId ?? null);
};
