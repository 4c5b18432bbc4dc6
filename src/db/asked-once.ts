import type { Reader, Statement } from "./sql.js";

const keyOf = ({ name, text }: Statement, values: readonly unknown[]): string =>
  JSON.stringify([name ?? text, ...values], (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

/**
 * The same reader, which asks a statement with the same values once: for a look at many things of one moment, while the
 * rows that decide are locked. Whoever reads must not change what they are given.
 */
export const askedOnce = (reader: Reader): Reader => {
  const answers = new Map<string, Promise<unknown[]>>();
  const rows = <Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> => {
    const key = keyOf(statement, values);
    const answer = (answers.get(key) ?? reader.rows(statement, values)) as Promise<Row[]>;
    answers.set(key, answer);
    return answer;
  };
  return {
    rows,
    row: async <Row>(statement: Statement, values?: readonly unknown[]) => (await rows<Row>(statement, values))[0],
  };
};
