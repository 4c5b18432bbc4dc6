import type { Json } from "../../verify/canonical-json.js";

/** What personal data are told apart by when they are erased: who somebody is, where they came from, what they wrote. */
export const categories = ["NAME", "NETWORK", "TEXT"] as const;
export type Category = (typeof categories)[number];

/**
 * A value about a person. An entry holds a commitment in its place, and the value lies beside until it is erased; the
 * person is the entry's actor or one of its subjects.
 */
export class Personal {
  constructor(
    /** Null: the entry's actor. */
    readonly of: string | null,
    readonly category: Category,
    readonly value: Json,
  ) {}
}

/** What an entry says, values about people among it. */
export type Told = Json | Personal | readonly Told[] | { readonly [key: string]: Told };

/** Who somebody is: a handle, a name, an address, a subject of the identity provider, groups. Null stays null. */
export const nameOf = (principalId: string, value: Json): Told =>
  value === null ? null : new Personal(principalId, "NAME", value);

/** What the entry's actor says in words of their own. Null stays null. */
export const textOf = (value: Json): Told => (value === null ? null : new Personal(null, "TEXT", value));

/** Where the entry's actor came from. Null stays null. */
export const networkOf = (value: Json): Told => (value === null ? null : new Personal(null, "NETWORK", value));
