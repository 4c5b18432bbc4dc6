import { z } from "zod";
import { text } from "../input.js";
import { trackingLimits as limits } from "./tracking-limits.js";

const unseen = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

const nameRule = `1–${limits.experimentName} characters, not blank, no control or bidirectional characters.`;

/** An experiment's name, in NFC; blanks around it are part of it, as in MLflow. */
export const experimentName = z
  .string({ error: nameRule })
  .refine((value) => value.isWellFormed(), { error: nameRule, abort: true })
  .normalize("NFC")
  .refine((value) => value.trim() !== "" && value.length <= limits.experimentName && !unseen.test(value), {
    error: nameRule,
  });

/** A name is its own path when it is normalised: no way up, no leading or doubled slash, as MLflow demands of keys. */
const isPlainPath = (key: string): boolean =>
  key.split("/").every((part) => part !== "" && part !== "." && part !== "..");

/** Key of a metric, param or tag: letters of any script, digits, `_`, `-`, `.`, blank, `:`, `/` (mlflow/utils/validation.py). */
export const trackingKey = z
  .string()
  .refine((key) => key.isWellFormed() && key.length > 0 && key.length <= limits.key, {
    error: `1–${limits.key} characters.`,
    abort: true,
  })
  .refine((key) => /^[/\p{L}\p{N}\p{M}_.\- :]+$/u.test(key), {
    error:
      "names may only contain letters, digits, underscores (_), dashes (-), periods (.), spaces ( ), colons (:) and slashes (/).",
  })
  .refine(isPlainPath, { error: "names must be unique when they are read as a path: no `..`, `.` or doubled `/`." });

/** Text that the database keeps as it came: no NUL, no lone surrogate. */
const storable = (value: string): boolean => value.isWellFormed() && !value.includes("\0");

const notStorable = "text without NUL characters, well-formed Unicode.";

/** Text of at most `max` characters that may hold line ends and any printable thing. */
export const value = (max: number) =>
  z
    .string()
    .refine(storable, { error: notStorable, abort: true })
    .refine((given) => given.length <= max, { error: `at most ${max.toLocaleString("en-US")} characters.` });

/** A longer text is cut off, as MLflow does with params and tags of runs. */
export const cutValue = (max: number) =>
  z
    .string()
    .refine(storable, { error: notStorable })
    .transform((given) => cut(given, max));

/** The first `max` code units, not ending in half a character. */
const cut = (given: string, max: number): string => {
  if (given.length <= max) return given;
  const head = given.slice(0, max);
  return head.isWellFormed() ? head : head.slice(0, -1);
};

const INT64_MAX = 2n ** 63n - 1n;

/** A 64-bit integer, not negative unless told. */
export const long = (min = 0n) =>
  z
    .bigint()
    .refine((given) => given >= min && given <= INT64_MAX, { error: `a whole number from ${min} to ${INT64_MAX}.` });

/** Tags as given when something is made: the last of equal keys counts. */
export const tagsOnce = (max: number) =>
  z
    .array(z.strictObject({ key: trackingKey, value: cutValue(max) }))
    .transform((tags) => [...new Map(tags.map((tag) => [tag.key, tag])).values()]);

export { text };
