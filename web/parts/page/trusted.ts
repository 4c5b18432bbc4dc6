/** What the page's policy lets scripts be made of; the browser's own, where it knows trusted types. */
interface Policy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

/** The one name that the page's policy admits (docs/console.md, “The page’s policy”). */
const NAME = "dompurify";

let policy: Policy | undefined;

const ownScript = (url: string): string => {
  if (new URL(url, document.baseURI).origin !== location.origin) throw new TypeError("not a script of this page");
  return url;
};

/** A worker of the console's own; every other address is refused. */
export const ownWorker = (url: string): Worker => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy(NAME, { createScriptURL: ownScript });
  return new Worker((policy?.createScriptURL(url) ?? ownScript(url)) as string, { type: "module" });
};
