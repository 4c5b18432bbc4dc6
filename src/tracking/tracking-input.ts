import { z } from "zod";
import { DomainError } from "../errors.js";
import { trackingLimits as limits } from "./tracking-limits.js";

const unseen = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

const nameRule = "not blank, no control or bidirectional characters.";

/** Where the first `most` characters of a text end; characters outside the basic plane count once, as in Python. */
const endOfHead = (given: string, most: number): number => {
  if (given.length <= most) return given.length;
  let end = 0;
  for (let count = 0; count < most && end < given.length; count++)
    end += (given.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return end;
};

const fits = (given: string, most: number): boolean => endOfHead(given, most) === given.length;

const tooLong = (most: number): string => `it exceeds the maximum length of ${most} characters.`;

/** An experiment's name, in NFC; blanks around it are part of it, as in MLflow. */
export const experimentName = z
  .string({ error: nameRule })
  .refine((value) => value.isWellFormed(), { error: nameRule, abort: true })
  .normalize("NFC")
  .refine((value) => value.trim() !== "" && !unseen.test(value), { error: nameRule, abort: true })
  .refine((value) => fits(value, limits.experimentName), { error: tooLong(limits.experimentName) });

/** A name is its own path when it is normalised: no way up, no leading or doubled slash, as MLflow demands of keys. */
const isPlainPath = (key: string): boolean =>
  key.split("/").every((part) => part !== "" && part !== "." && part !== "..");

/** Key of a metric, param or tag: letters of any script, digits, `_`, `-`, `.`, blank, `:`, `/` (mlflow/utils/validation.py). */
export const trackingKey = z
  .string()
  .refine((key) => key.isWellFormed() && key !== "", { error: "a name that is not empty.", abort: true })
  .refine((key) => fits(key, limits.key), { error: tooLong(limits.key), abort: true })
  .refine((key) => /^[/\p{L}\p{N}\p{M}_.\- :]+$/u.test(key), {
    error:
      "names may only contain letters, digits, underscores (_), dashes (-), periods (.), spaces ( ), colons (:) and slashes (/).",
  })
  .refine(isPlainPath, {
    error: "names must be unique when they are read as a path: no `..` or `.`, no leading, doubled or trailing `/`.",
  });

/** Text that the database keeps as it came: no NUL, no lone surrogate. */
const storable = (value: string): boolean => value.isWellFormed() && !value.includes("\0");

const notStorable = "text without NUL characters, well-formed Unicode.";

/** Text of at most `max` characters that may hold line ends and any printable thing. */
export const value = (max: number) =>
  z
    .string()
    .refine(storable, { error: notStorable, abort: true })
    .refine((given) => fits(given, max), { error: tooLong(max) });

/** A longer text is cut off, as MLflow does with params and tags of runs. */
export const cutValue = (max: number) =>
  z
    .string()
    .refine(storable, { error: notStorable })
    .transform((given) => given.slice(0, endOfHead(given, max)));

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** A 64-bit integer: a step, or an instant in milliseconds, which MLflow takes from before 1970 too. */
export const long = z.bigint().refine((given) => given >= INT64_MIN && given <= INT64_MAX, {
  error: `a whole number from ${INT64_MIN} to ${INT64_MAX}.`,
});

/** Tags as given when something is made: the last of equal keys counts. */
export const tagsOnce = (max: number) =>
  z
    .array(z.strictObject({ key: trackingKey, value: cutValue(max) }))
    .transform((tags) => [...new Map(tags.map((tag) => [tag.key, tag])).values()]);

/** Refuses more ids than one question takes. */
export const checkCount = (name: string, list: readonly unknown[], most: number): void => {
  if (list.length < 1 || list.length > most)
    throw new DomainError("INVALID_INPUT", `${name}: 1–${most}, not ${list.length}.`, { path: [name] });
};

/** Pairs of which, of equal keys, the last counts. */
export const loggedModelPairs = (max: number) =>
  z
    .array(z.object({ key: trackingKey, value: cutValue(max) }))
    .max(limits.loggedModelParams, { error: `at most ${limits.loggedModelParams.toLocaleString("en-US")} at once.` })
    .transform((pairs) => [...new Map(pairs.map((pair) => [pair.key, pair])).values()]);
