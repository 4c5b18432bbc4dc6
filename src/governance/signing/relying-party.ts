import { isIP } from "node:net";
import { DomainError } from "../../errors.js";

declare module "../../context.js" {
  interface Ctx {
    /** Whom passkeys are made for: this registry as browsers name it. */
    readonly relyingParty: RelyingParty;
  }
}

/** Whom passkeys are made for: WebAuthn's relying party. */
export interface Party {
  /** The domain that passkeys are bound to. */
  readonly rpId: string;
  /** Whether a page of this origin may make and use them. */
  readonly isOrigin: (origin: string) => boolean;
  /** Such an address, for people. */
  readonly address: string;
}

/** The party, or why nobody can make a passkey here. */
export type RelyingParty = Party | { readonly refusal: string };

const localhost = /^https?:\/\/localhost(:\d{1,5})?$/;

/** The relying party at the address that browsers use; without one it is localhost's, at any port. */
export const relyingPartyOf = (publicUrl: URL | null): RelyingParty => {
  if (publicUrl === null || publicUrl.hostname === "localhost")
    return { rpId: "localhost", isOrigin: (origin) => localhost.test(origin), address: "http://localhost" };
  const { hostname, origin, protocol } = publicUrl;
  const instead = "Sign with an OpenSSH key, or ask whoever runs the registry for";
  if (isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0)
    return {
      refusal: `Passkeys are not possible here: the registry is at an IP address (${origin}), which can be no RP id. ${instead} a domain name in COUNTERSIGN_PUBLIC_URL.`,
    };
  if (protocol !== "https:")
    return {
      refusal: `Passkeys are not possible here: browsers make none for ${origin}, which is not https. ${instead} an https address in COUNTERSIGN_PUBLIC_URL.`,
    };
  return { rpId: hostname, isOrigin: (given) => given === origin, address: origin };
};

/** The relying party; refuses, in its words, where there can be none. */
export const requireRelyingParty = (party: RelyingParty): Party => {
  if ("refusal" in party) throw new DomainError("PASSKEY_IMPOSSIBLE", party.refusal);
  return party;
};

/** Why a passkey cannot sign here: it was made while the registry had another address. */
export const madeElsewhere = ({ rpId }: Party, key: { readonly rpId: string }): string | undefined =>
  key.rpId === rpId
    ? undefined
    : `The passkey was made for ${key.rpId}, and the registry is at ${rpId} now: register another one.`;
