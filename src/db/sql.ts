/** A statement with a name, so that it is prepared once per connection and shows in the database's statistics. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** A named, prepared statement. Names are unique in the code base and at most 63 bytes. */
export const sql = (name: string, text: string): Statement => ({ name, text });

/** A statement whose text depends on its filters: sent without a name, planned each time. */
export const dynamicSql = (text: string): Statement => ({ text });

/** Runs statements; a transaction and the read pool both are one. */
export interface Sql {
  rows<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  row<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row | undefined>;
}

/** Collects the values of a dynamic statement: `values.add(x)` gives `$n`. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
