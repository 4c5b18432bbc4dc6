/** How texts become what the page's policy lets through. */
export interface TrustedRules {
  createHTML?(html: string): string;
  createScriptURL?(url: string): string;
}

interface Policy {
  createHTML(html: string): unknown;
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: TrustedRules): Policy;
}

/** The browser's own, where it knows trusted types. */
export const trustedTypesOf = (): TrustedTypes | undefined =>
  (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

/** The one name that the page's policy admits (docs/console.md, “What the page may do”). */
const NAME = "dompurify";

let policy: Policy | undefined;

/** An address of the console's own; every other is refused. */
export const ownScript = (url: string): string => {
  if (new URL(url, document.baseURI).origin !== location.origin) throw new TypeError("not a script of this page");
  return url;
};

/** What makes cleaned texts and own addresses what the page lets through. */
export const ownPolicy = (): Policy | undefined => {
  policy ??= trustedTypesOf()?.createPolicy(NAME, { createHTML: (clean) => clean, createScriptURL: ownScript });
  return policy;
};

/** A worker of the console's own; every other address is refused. */
export const ownWorker = (url: string): Worker =>
  new Worker((ownPolicy()?.createScriptURL(url) ?? ownScript(url)) as string, { type: "module" });
