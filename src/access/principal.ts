/** What a token may be used for; rights are its owner's rights now ∩ scopes ∩ models. */
export const scopes = ["READ", "RESOLVE", "WRITE", "APPROVE", "ADMIN", "REPORT"] as const;
export type Scope = (typeof scopes)[number];

export type PrincipalKind = "USER" | "SERVICE_ACCOUNT" | "SYSTEM";

export interface Principal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly handle: string;
  readonly displayName: string;
}

/** What every credential says of itself. */
interface Proof {
  /** Everyone but the bearer who had a hand in minting this credential, over all generations. */
  readonly mintedBy: readonly string[];
  /** Who invited its bearer to make it; null for one that was made otherwise. */
  readonly invitedBy: string | null;
  /** When the credential was issued, in seconds since the epoch; null if it does not say. */
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Registered model ids the credential is restricted to; null for no restriction. */
  readonly modelIds: readonly string[] | null;
}

/** A token of our own; `id` is its. */
export interface ApiTokenCredential extends Proof {
  readonly method: "api-token";
  readonly id: string;
}

/** An identity provider's token, and whom it speaks for. */
export interface JwtCredential extends Proof {
  readonly method: "jwt";
  readonly id: null;
  readonly issuer: string;
  readonly subject: string;
}

/** The invitation that a token is being made by. */
export interface InvitationCredential extends Proof {
  readonly method: "invitation";
  readonly id: string;
}

/** The service itself. */
export interface SystemCredential extends Proof {
  readonly method: "system";
  readonly id: null;
}

/**
 * A browser's session. It is the credential that opened it: the same scopes, models and minters, ended with it; `id` is
 * the API token's, null for an identity provider's token. `issuedAt` is the sign-in, `expiresAt` the session's end.
 */
export interface SessionCredential extends Proof {
  readonly method: "session";
  readonly id: string | null;
  readonly sessionId: string;
  readonly openedBy: ApiTokenCredential | JwtCredential;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** How the caller proved who they are. */
export type Credential =
  | ApiTokenCredential
  | JwtCredential
  | InvitationCredential
  | SystemCredential
  | SessionCredential;

/** What entries and decisions say of a credential: how the actor was known, and who had a hand in it. */
export const authOf = (credential: Credential) => ({
  method: credential.method,
  credential: credential.id,
  mintedBy: [...credential.mintedBy],
  ...(credential.method === "session" && {
    session: credential.sessionId,
    openedBy: credential.openedBy.method,
  }),
});

/** Whether the credential may be used for this: who may write may report. */
export const hasScope = ({ scopes: held }: Pick<Credential, "scopes">, scope: Scope): boolean =>
  held.has(scope) || (scope === "REPORT" && held.has("WRITE"));

/** Seconds between a credential's issue, or the sign-in, and `now` in milliseconds; null if it does not say. */
export const ageOf = ({ issuedAt }: Credential, now = Date.now()): number | null =>
  issuedAt === null ? null : Math.max(0, Math.floor(now / 1_000 - issuedAt));

/** Until when the API token behind a credential is good, in seconds since the epoch; null where there is none. */
export const tokenEndOf = (credential: Credential): number | null => {
  const token = credential.method === "session" ? credential.openedBy : credential;
  return token.method === "api-token" ? token.expiresAt : null;
};
