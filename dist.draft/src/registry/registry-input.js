import { z } from "zod";
import { text } from "../input.js";
import { registryLimits as limits } from "./registry-limits.js";
/** Controls, white space but the plain blank, and characters that nobody sees. */
export const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;
export const count = (of) => of.toLocaleString("en-US");
/** One line of 1 to `max` characters, nothing hidden in it. */
export const line = (max) => text(max, { min: 1 }).refine((value) => value.trim() !== "" && !unseen.test(value), {
    error: `1–${count(max)} characters, not blank, no control, bidirectional or zero-width characters.`,
});
/** Key of a param, metric or tag. */
export const key = line(limits.key);
/** An array of at most `max` items of which no two have the same name. */
export const unique = (item, max, what, nameOf) => z
    .array(item, { error: `a list of ${what}.` })
    .max(max, { error: `at most ${count(max)} ${what}.` })
    .superRefine((items, context) => {
    const seen = new Set();
    for (const [index, each] of items.entries()) {
        const name = nameOf(each);
        if (seen.has(name))
            context.addIssue({ code: "custom", path: [index], message: `named twice; ${what} must differ.` });
        seen.add(name);
    }
})
    .nullish()
    .transform((items) => items ?? []);
/** The store's own tags, which only the typed operations set. */
export const RESERVED_PREFIX = "countersign.";
/** A tag's key: not one of ours. */
export const tagKey = key.refine((value) => !value.toLowerCase().startsWith(RESERVED_PREFIX), {
    error: `keys that begin with "${RESERVED_PREFIX}" are set by the service; ownership has setOwnershipTag.`,
});
/** A tag's value: at most 100,000 characters. */
export const tagValue = text(limits.tagValue);
/** Tags given when a model or version is made. */
export const tagList = unique(z.strictObject({ key: tagKey, value: tagValue }), limits.tags, "tags", (tag) => tag.key);
/** Who reads a model besides its team and those it is granted to. */
export const visibilities = ["ORGANIZATION", "TEAM"];
//# sourceMappingURL=registry-input.js.map