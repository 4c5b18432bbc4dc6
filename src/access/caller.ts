import type { Access } from "./ability.js";
import type { Credential, Principal } from "./principal.js";

/** An authenticated principal with the credential used and the rights that follow. */
export interface Caller {
  readonly principal: Principal;
  readonly credential: Credential;
  readonly access: Access;
}

/** Everyone behind an act of this caller: the principal and whoever minted the credential. */
export const peopleBehind = (caller: Pick<Caller, "principal" | "credential">): string[] => [
  ...new Set([caller.principal.id, ...caller.credential.mintedBy]),
];
