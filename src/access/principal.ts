/** What a token may be used for; rights are its owner's rights now ∩ scopes ∩ models. */
export const scopes = ["READ", "RESOLVE", "WRITE", "APPROVE", "ADMIN"] as const;
export type Scope = (typeof scopes)[number];

export type PrincipalKind = "USER" | "SERVICE_ACCOUNT" | "SYSTEM";

export interface Principal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly handle: string;
  readonly displayName: string;
}

/** How the caller proved who they are. */
export interface Credential {
  readonly method: "api-token" | "jwt" | "invitation" | "system";
  /** Id of the API token, or of the invitation that one is being made by; null for a JWT. */
  readonly id: string | null;
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
