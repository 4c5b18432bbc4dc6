import { DomainError } from "../errors.js";

const HOW = "as `Authorization: Bearer …`, or as the password of Basic.";

const told = (what: string): DomainError => new DomainError("UNAUTHENTICATED", what);

/** The refusal of a request that shows no credential, or none that could be one. */
export const noToken = (): DomainError => told(`No token came with the request. Send one ${HOW}`);

/** The refusal of a credential that is not known: the same whatever is wrong with it. */
export const unknownToken = (): DomainError => told(`This token is not known here. Send a valid one ${HOW}`);

/** The refusal of a token that is known, and good no more: told to nobody but who has its secret. */
export const endedToken = (how: "was revoked" | `expired on ${string}`): DomainError =>
  told(`This token ${how}. Send another one ${HOW}`);
