import { ask } from "../ask.ts";
import type { SetPreferencesInput, ViewerQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { type Preference, prefer, preference } from "./preferences.ts";

const keepDocument = graphql(`
  mutation KeepPreferences($input: SetPreferencesInput!) {
    setPreferences(input: $input) {
      preferences { theme density singleKeys timeZone }
      userErrors { code message path }
    }
  }
`);

type Kept = ViewerQuery["viewer"]["preferences"];

const inBrowser = ({ theme, density, singleKeys, timeZone }: Kept): Partial<Record<Preference, string>> => ({
  ...(theme && { theme: theme === "SYSTEM" ? "" : theme.toLowerCase() }),
  ...(density && { density: density === "ROOMY" ? "" : density.toLowerCase() }),
  ...(singleKeys !== null && { singleKeys: singleKeys ? "" : "off" }),
  ...(timeZone && { timeZone: timeZone === "UTC" ? "" : timeZone }),
});

/** What the service keeps for this person holds in this browser, too; where they said nothing, the browser's stays. */
export const takeOver = (kept: Kept): void => {
  for (const [name, value] of Object.entries(inBrowser(kept)) as [Preference, string][])
    if (preference(name) !== value) prefer(name, value);
};

const asInput = (name: Preference, value: string): SetPreferencesInput => {
  if (name === "theme") return { theme: value === "light" ? "LIGHT" : value === "dark" ? "DARK" : "SYSTEM" };
  if (name === "density") return { density: value === "compact" ? "COMPACT" : "ROOMY" };
  if (name === "timeZone") return { timeZone: value || "UTC" };
  return { singleKeys: value !== "off" };
};

/** Holds here at once, and is kept for the person's other browsers; where that fails it holds here alone. */
export const preferEverywhere = (name: Preference, value: string): void => {
  prefer(name, value);
  void ask(keepDocument, { input: asInput(name, value) }).catch(() => undefined);
};
