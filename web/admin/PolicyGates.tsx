import { Table } from "../parts/list/Table.tsx";
import table from "../parts/list/table.module.css";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { asked } from "../parts/word/places.ts";
import { Word } from "../parts/word/text.ts";
import type { PolicyFacts } from "./policies.queries.ts";

type Gate = PolicyFacts["gates"][number];

/** What must hold of a version before it enters, and who may waive that. */
export const PolicyGates = ({ of }: { of: readonly Gate[] }) => (
  <Region title="Gates" count={of.length} flush>
    {of.length === 0 ? (
      <Nothing>It has no gates: signatures alone decide.</Nothing>
    ) : (
      <Table of="Gates" heads={["Gate", "Kind", "Requires", "May be waived by"]}>
        {of.map((gate) => {
          const [kind, rule] = ruleOf(gate);
          return (
            <tr key={gate.key}>
              <th scope="row">
                {gate.title ?? <code>{gate.key}</code>}
                {gate.title && (
                  <p className={table.quiet}>
                    <code>{gate.key}</code>
                  </p>
                )}
              </th>
              <td>{Word(kind)}</td>
              <td>{told(rule)}</td>
              <td>{gate.waivableBy.length === 0 ? "nobody" : asked(gate.waivableBy)}</td>
            </tr>
          );
        })}
      </Table>
    )}
  </Region>
);

/** The one kind that a gate has, and what it says. */
const ruleOf = ({ key: _key, title: _title, waivableBy: _by, ...kinds }: Gate): readonly [string, object] =>
  Object.entries(kinds as Record<string, object | null>).find((each): each is [string, object] => each[1] !== null) ?? [
    "unknown",
    {},
  ];

/** `key auc, min 0.8`: names and values as they are written. */
const told = (rule: object): string =>
  Object.entries(rule)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${shownAs(value)}`)
    .join(", ");

const shownAs = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(" or ");
  return value !== null && typeof value === "object" ? `(${told(value)})` : String(value);
};
