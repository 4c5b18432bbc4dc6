/** Why a request ended, and the policy that this names, if it names one: its name is told to its readers alone. */
export interface Cause {
  readonly text: string;
  readonly policy?: { readonly id: string; readonly name: string };
}

/** What is told instead to whom the policy is hidden, and in entries, which link the policy. */
export const HIDDEN_CAUSE = "a policy that applies has changed";
