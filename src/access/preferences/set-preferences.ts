import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { text } from "../../input.js";
import { densities, keepPreferences, readPreferences, themes } from "./preferences.store.js";

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const timeZone = text(64, { min: 1 }).refine(isTimeZone, {
  error: "the name of a time zone of the IANA database, such as `Europe/Vienna`.",
});

/** Keeps what the caller prefers; what is absent stays, null is nothing said. Scope: READ; right: one's own. No entry. */
export const setPreferences = ingest(
  "setPreferences",
  {
    scope: "READ",
    input: z.strictObject({
      theme: z.enum(themes, { error: "SYSTEM, LIGHT or DARK." }).nullish(),
      density: z.enum(densities, { error: "ROOMY or COMPACT." }).nullish(),
      timeZone: timeZone.nullish(),
      singleKeys: z.boolean().nullish(),
    }),
  },
  async ({ principal }, tx, given) => {
    const before = await readPreferences(tx, principal.id);
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    await keepPreferences(tx, principal.id, { ...before, ...said });
    return {};
  },
);
