import { ArgsType, Field } from "type-graphql";
import { DomainError } from "../errors.js";
import { ListArgs } from "./connection.js";

const MAX_KEYS = 100;

/** Arguments of a list of things that have keys. */
@ArgsType()
export class KeyedArgs extends ListArgs {
  @Field(() => [String], { nullable: true, description: `Return only these keys: 1–${MAX_KEYS} of them.` })
  keys?: string[] | null;
}

/** Which items of a list are asked for: all keys where `keys` is null. */
export interface KeyedSlice {
  readonly keys: readonly string[] | null;
  readonly first: number;
}

/** What the arguments ask for. Throws INVALID_INPUT for no keys, and for too many. */
export const keyedSlice = ({ keys, first }: KeyedArgs): KeyedSlice => {
  if (keys != null && (keys.length < 1 || keys.length > MAX_KEYS))
    throw new DomainError("INVALID_INPUT", `keys: 1–${MAX_KEYS}, not ${keys.length}.`, { path: ["keys"] });
  return { keys: keys ?? null, first };
};
