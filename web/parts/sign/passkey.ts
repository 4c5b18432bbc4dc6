import { AskError } from "../../ask.ts";

/** Why the browser gave no passkey, in a sentence for whoever asked. */
const fault = (why: string): AskError => new AskError("NO_PASSKEY", why);

/** Whether this page can make and use passkeys: some browsers cannot, and none does on a page without https. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

const told: Readonly<Record<string, string>> = {
  NotAllowedError: "The browser gave no passkey: it was cancelled, or it took too long. Try again.",
  InvalidStateError: "This device holds a passkey of yours for this registry already.",
  SecurityError:
    "The browser makes no passkey on this page: it is open at another address than the one that the registry is known by.",
};

type Json = Record<string, unknown>;

/** Asks the browser, and gives the credential as the service takes it. Throws an `AskError` for whatever goes wrong. */
const credentialOf = async (call: () => Promise<Credential | null>): Promise<Json> => {
  if (!hasPasskeys())
    throw fault("This browser has no passkeys, or the page is open neither by https nor at localhost.");
  try {
    const credential = await call();
    if (credential instanceof PublicKeyCredential) return { ...credential.toJSON() };
  } catch (error) {
    const { name = "", message = "" } = error instanceof Error ? error : {};
    throw fault(told[name] ?? `The browser gave no passkey: ${message || name}`);
  }
  throw fault("The browser gave no passkey.");
};

/** Makes a passkey, as the service's options say. */
export const makePasskey = (options: unknown): Promise<Json> =>
  credentialOf(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
    }),
  );

/** Signs with a passkey, as the service's options say. */
export const signWithPasskey = (options: unknown): Promise<Json> =>
  credentialOf(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
    }),
  );
