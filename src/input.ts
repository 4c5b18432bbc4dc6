import { z } from "zod";
import { DomainError } from "./errors.js";

type Text = z.ZodType<string, string>;

/** C0 controls but tab, line feed and carriage return, which prose may hold; and DEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** What a name must not hide: controls, bidirectional marks, zero-width and otherwise invisible characters. */
const hidden = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

const outerSpace = /^\s|\s$/u;

/** Whether `value` has at most `max` code points; does not count what cannot matter. */
const fits = (value: string, max: number): boolean => {
  if (value.length <= max) return true;
  if (value.length > 2 * max) return false;
  let count = 0;
  for (const _ of value) if (++count > max) return false;
  return true;
};

const range = (min: number, max: number): string => {
  const [low, high] = [min, max].map((count) => count.toLocaleString("en-US"));
  return min === 0 ? `at most ${high}` : `${low}–${high}`;
};

const characters = (min: number, max: number): string => `${range(min, max)} characters`;

const wellFormed = (says: string): z.ZodString =>
  z.string({ error: says }).refine((value) => value.isWellFormed(), {
    error: `${says}; this is not well-formed Unicode (it has a lone surrogate).`,
    abort: true,
  });

/** Prose of at most `max` code points: well-formed, no NUL nor other controls but tabs and line ends. */
export const text = (max: number, { min = 0 }: { min?: number } = {}): Text => {
  const says = characters(min, max);
  return wellFormed(says)
    .refine((value) => value.length >= min && fits(value, max), { error: `${says}.`, abort: true })
    .refine((value) => !controls.test(value), { error: `${says}, no control characters but tabs and line ends.` });
};

/** As `text`; may be absent or null. */
export const optionalText = (max: number, limits?: { min?: number }): z.ZodOptional<z.ZodNullable<Text>> =>
  text(max, limits).nullable().optional();

const notBlank = (schema: Text, says: string): Text =>
  schema.refine((value) => value.trim() !== "", { error: `${says}, not blank.` }) as Text;

/** Why something is done: 1–2,000 characters, not blank. */
export const reason: Text = notBlank(text(2_000, { min: 1 }), characters(1, 2_000));

/** Free description: at most 10,000 characters. */
export const description: Text = text(10_000);

/** A one-line name as people read it: normalised to NFC, nothing hidden in it, no white space around it. */
const line = (max: number, forbidden: RegExp | null, rule: string): Text => {
  const says = `${characters(1, max)}, not blank, no white space around it, ${rule}`;
  return wellFormed(says)
    .normalize("NFC")
    .refine((value) => value !== "" && fits(value, max), { error: `${says}.`, abort: true })
    .refine((value) => !outerSpace.test(value) && !hidden.test(value) && !(forbidden?.test(value) ?? false), {
      error: `${says}.`,
    });
};

/** The name of a person, a team, a token, a policy. */
export const displayName: Text = line(256, null, "no control, bidirectional or zero-width characters");

/** A registered model's name; looked up as it is stored, in NFC, with its case. */
export const modelName: Text = line(
  256,
  /[/:]|^\.{1,2}$/,
  "no “/” or “:”, not “.” or “..”, no control, bidirectional or zero-width characters",
);

const word = (says: string): Text =>
  z.string({ error: says }).regex(/^[a-z0-9](?:[a-z0-9._-]{0,62})$/, { error: says });

/** A principal's handle. */
export const handle: Text = word(
  "1–63 characters: lower-case letters a–z, digits, “.”, “_”, “-”, beginning with a letter or digit.",
);

/** A team's slug; the same rule as a handle's. */
export const slug: Text = handle;

const idShape = /^[a-z]{2,4}_[0-9a-z]{1,40}$/;

const beginsAsId = /^[a-z]{2,4}_/;

/** What a slug, a handle and many a name look like, and no id does. */
const looksNamed = /^[a-z0-9][a-z0-9._-]{0,62}$/;

const noId = (value: string): string =>
  `an id, such as team_01h…, as the field id of every thing tells it; “${value}” is none: it looks like a slug, a handle or a name.`;

/**
 * An object's id. A slug or a handle in its place is refused; what else cannot be one becomes the empty string, which is
 * no object's id: it is treated as absent.
 */
export const id: Text = z
  .string({ error: "an id." })
  .refine((value) => idShape.test(value) || !looksNamed.test(value), {
    error: ({ input }) => noId(String(input)),
    abort: true,
  })
  .overwrite((value) => (idShape.test(value) ? value : ""));

/**
 * An id that a query names, which may be absent: INVALID_INPUT only for a slug, a handle or a name in its place. `form`
 * says which other ids are taken there, such as MLflow's.
 */
export const idAsked = (value: string, path: readonly string[], form?: RegExp): string => {
  if (beginsAsId.test(value) || form?.test(value) || !looksNamed.test(value)) return value;
  throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${noId(value)}`, { path: [...path] });
};

/** A set of values without repetition, at most `max` of them. */
export const setOf = <Value extends z.ZodType<string, string>>(
  value: Value,
  max: number,
  { min = 0 }: { min?: number } = {},
): z.ZodType<z.output<Value>[], z.input<Value>[]> => {
  const says = `${range(min, max)} values.`;
  return z
    .array(value, { error: says })
    .min(min, { error: says })
    .max(max, { error: says })
    .transform((values) => [...new Set(values)] as z.output<Value>[]) as never;
};

/** Checks the `filter` of a list: INVALID_INPUT names the field. */
export const parseFilter = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = ["filter", ...(issue?.path ?? []).map(String)];
  throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${issue?.message ?? "malformed"}`, { path });
};

/** Whether JSON of unknown make is an object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
