/** Why a request ended, and the policy that this tells of, if any: its name and its tags are told to its readers alone. */
export interface Cause {
  readonly text: string;
  readonly policy?: { readonly id: string; readonly name: string };
}

const BOUND_TAG = "the bound tag ";

/** The cause of a request whose policy binds a tag that has got another value. */
export const boundTagChanged = (key: string): string => `${BOUND_TAG}"${key}" changed`;

/** What is told instead to whom the policy is hidden, and in entries, which link the policy. */
export const withoutPolicy = (cause: string): string =>
  cause.startsWith(BOUND_TAG) ? "a tag that a policy binds has changed" : "a policy that applies has changed";
