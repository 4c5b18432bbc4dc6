import { randomBytes } from "node:crypto";
import type { Json } from "../../verify/canonical-json.js";
import { commitmentTo } from "../../verify/disclosure.js";
import { type Category, Personal, type Told } from "./personal.js";

/** A value that an entry commits to, as it lies beside: what opens the commitment, whose it is, and of which category. */
export interface Disclosure {
  readonly path: string;
  readonly category: Category;
  readonly principalId: string;
  readonly disclosure: string;
}

interface Into {
  readonly actor: string;
  readonly disclosures: Disclosure[];
}

/**
 * The same with a salted commitment (the construction of RFC 9901) in place of each personal value, whose disclosures are
 * added to those given: the entry proves the value, erasing the disclosure unsays it.
 */
export const commitTo = (told: Told, into: Into, path = ""): Json => {
  if (told instanceof Personal) return commit(told, into, path);
  if (Array.isArray(told)) return told.map((each, index) => commitTo(each as Told, into, `${path}/${index}`));
  if (typeof told !== "object" || told === null) return told as Json;
  return Object.fromEntries(
    Object.entries(told as Record<string, Told>).map(([key, value]) => [key, commitTo(value, into, `${path}/${key}`)]),
  );
};

const commit = ({ of, category, value }: Personal, { actor, disclosures }: Into, path: string): Json => {
  const text = JSON.stringify([randomBytes(16).toString("base64url"), path, value]);
  const disclosure = Buffer.from(text).toString("base64url");
  disclosures.push({ path, category, principalId: of ?? actor, disclosure });
  return { _c: commitmentTo(disclosure) };
};
