import { nameOf, type Told } from "../../audit/personal.js";
import type { PrincipalKind } from "../principal.js";

interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

interface Made {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly handle: string;
  readonly displayName: string;
}

/** What the entry that makes a principal says of it: a name that is printed later can be traced to it. */
export const made = ({ id, kind, handle, displayName }: Made) => ({
  kind,
  handle: nameOf(id, handle),
  displayName: nameOf(id, displayName),
});

/** What the entry that makes a user says. */
export const madeUser = (user: Made & { readonly email: string | null; readonly identity: Identity | null }) => ({
  ...made(user),
  email: nameOf(user.id, user.email),
  identity: user.identity && identityOf(user.id, user.identity),
});

/** A user's identity, as entries say it. */
export const identityOf = (principalId: string, { issuer, subject }: Identity): Told => ({
  issuer,
  subject: nameOf(principalId, subject),
});
