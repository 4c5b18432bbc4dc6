import { rulesToCondition } from "@casl/ability/extra";
import type { Values } from "../db/sql.js";
import type { Ability } from "./ability.js";
import type { Action, SubjectType } from "./subject-rules.js";

/** How each field of a subject reads in SQL; `overlap` compiles a field that is a set of rows. */
export type Columns = Record<string, string | { overlap: (parameter: string) => string }>;

/**
 * The caller's rules for (action, subject) as a SQL predicate: the same rules that `ability.can` checks in memory.
 * No rule at all compiles to `false`. Negations are written so that NULL never lets a row through.
 */
export const visible = (
  ability: Ability,
  action: Action,
  subject: SubjectType,
  columns: Columns,
  values: Values,
): string => {
  const before = values.list.length;
  const predicate = rulesToCondition<Ability, string, string>(
    ability.rulesFor(action, subject),
    (rule) => {
      const text = conditionsToSql(rule.conditions as Record<string, unknown>, columns, values);
      return rule.inverted ? `(${text}) is not true` : text;
    },
    {
      and: (parts) => parts.map((part) => `(${part})`).join(" and "),
      or: (parts) =>
        cheapFirst(parts)
          .map((part) => `(${part})`)
          .join(" or "),
      empty: () => "true",
    },
  );
  // An unconditional verdict mentions no parameter: those of rules that it overrides must not be sent.
  if (predicate === null || predicate === "true") values.list.length = before;
  return `(${predicate ?? "false"})`;
};

/** The database tests alternatives as they are written: what looks into other tables comes after what does not. */
const cheapFirst = (parts: readonly string[]): string[] =>
  [...parts].sort((a, b) => Number(a.includes("select")) - Number(b.includes("select")));

const conditionsToSql = (conditions: Record<string, unknown>, columns: Columns, values: Values): string =>
  Object.entries(conditions)
    .map(([field, condition]) => fieldToSql(field, condition, columns, values))
    .join(" and ");

const fieldToSql = (field: string, condition: unknown, columns: Columns, values: Values): string => {
  const column = columns[field];
  if (column === undefined) throw new Error(`no column for the rule field ${field}`);
  if (typeof column !== "string") return column.overlap(values.add((condition as { $in: string[] }).$in));
  if (typeof condition === "string") return `${column} = ${values.add(condition)}`;
  const { $in, $nin } = condition as { $in?: string[]; $nin?: string[] };
  if ($in !== undefined) return `${column} = any(${values.add($in)}::text[])`;
  if ($nin !== undefined) return `(${column} = any(${values.add($nin)}::text[])) is not true`;
  throw new Error(`no SQL for the rule condition on ${field}`);
};
