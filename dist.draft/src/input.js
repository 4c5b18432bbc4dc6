import { z } from "zod";
import { DomainError } from "./errors.js";
/** C0 controls but tab, line feed and carriage return, which prose may hold; and DEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** What a name must not hide: controls, bidirectional marks, zero-width and otherwise invisible characters. */
const hidden = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const outerSpace = /^\s|\s$/u;
/** Whether `value` has at most `max` code points; does not count what cannot matter. */
const fits = (value, max) => {
    if (value.length <= max)
        return true;
    if (value.length > 2 * max)
        return false;
    let count = 0;
    for (const _ of value)
        if (++count > max)
            return false;
    return true;
};
const range = (min, max) => {
    const [low, high] = [min, max].map((count) => count.toLocaleString("en-US"));
    return min === 0 ? `at most ${high}` : `${low}–${high}`;
};
const characters = (min, max) => `${range(min, max)} characters`;
const wellFormed = (says) => z.string({ error: says }).refine((value) => value.isWellFormed(), {
    error: `${says}; this is not well-formed Unicode (it has a lone surrogate).`,
    abort: true,
});
/** Prose of at most `max` code points: well-formed, no NUL nor other controls but tabs and line ends. */
export const text = (max, { min = 0 } = {}) => {
    const says = characters(min, max);
    return wellFormed(says)
        .refine((value) => value.length >= min && fits(value, max), { error: `${says}.`, abort: true })
        .refine((value) => !controls.test(value), { error: `${says}, no control characters but tabs and line ends.` });
};
/** As `text`; may be absent or null. */
export const optionalText = (max, limits) => text(max, limits).nullable().optional();
const notBlank = (schema, says) => schema.refine((value) => value.trim() !== "", { error: `${says}, not blank.` });
/** Why something is done: 1–2,000 characters, not blank. */
export const reason = notBlank(text(2_000, { min: 1 }), characters(1, 2_000));
/** Free description: at most 10,000 characters. */
export const description = text(10_000);
/** A one-line name as people read it: normalised to NFC, nothing hidden in it, no white space around it. */
const line = (max, forbidden, rule) => {
    const says = `${characters(1, max)}, not blank, no white space around it, ${rule}`;
    return wellFormed(says)
        .normalize("NFC")
        .refine((value) => value !== "" && fits(value, max), { error: `${says}.`, abort: true })
        .refine((value) => !outerSpace.test(value) && !hidden.test(value) && !(forbidden?.test(value) ?? false), {
        error: `${says}.`,
    });
};
/** The name of a person, a team, a token, a policy. */
export const displayName = line(256, null, "no control, bidirectional or zero-width characters");
/** A registered model's name; looked up as it is stored, in NFC, with its case. */
export const modelName = line(256, /[/:]|^\.{1,2}$/, "no “/” or “:”, not “.” or “..”, no control, bidirectional or zero-width characters");
const word = (says) => z.string({ error: says }).regex(/^[a-z0-9](?:[a-z0-9._-]{0,62})$/, { error: says });
/** A principal's handle. */
export const handle = word("1–63 characters: lower-case letters a–z, digits, “.”, “_”, “-”, beginning with a letter or digit.");
/** A team's slug; the same rule as a handle's. */
export const slug = handle;
/** An object's id. What cannot be one becomes the empty string, which is no object's id: it is treated as absent. */
export const id = z
    .string({ error: "an id." })
    .overwrite((value) => (/^[a-z]{2,4}_[0-9a-z]{1,40}$/.test(value) ? value : ""));
/** A set of values without repetition, at most `max` of them. */
export const setOf = (value, max, { min = 0 } = {}) => {
    const says = `${range(min, max)} values.`;
    return z
        .array(value, { error: says })
        .min(min, { error: says })
        .max(max, { error: says })
        .transform((values) => [...new Set(values)]);
};
/** Checks the `filter` of a list: INVALID_INPUT names the field. */
export const parseFilter = (schema, given) => {
    const parsed = schema.safeParse(given ?? {});
    if (parsed.success)
        return parsed.data;
    const issue = parsed.error.issues[0];
    const path = ["filter", ...(issue?.path ?? []).map(String)];
    throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${issue?.message ?? "malformed"}`, { path });
};
//# sourceMappingURL=input.js.map