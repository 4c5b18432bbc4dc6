/** A statement with a name, so that it is prepared once per connection and shows in the database's statistics. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  /** Planned for its values each time that it is sent. */
  readonly replanned?: true;
  /** Its work grows with what is asked for: when it takes too long, one must ask for less, and retries are in vain. */
  readonly grows?: true;
}

/** A named, prepared statement. Names are unique in the code base and at most 63 bytes. */
export const sql = (name: string, text: string): Statement => ({ name, text });

/** A statement whose text depends on who asks: it has no name here and is prepared once it comes again and again. */
export const dynamicSql = (text: string): Statement => ({ text });

/**
 * A search: which index finds least depends on the values, so that it is planned for them each time. That takes a
 * millisecond; a plan made for any value has taken a hundred times as long.
 */
export const searchSql = (text: string): Statement => ({ text, replanned: true, grows: true });

/** The statement as one whose work grows with what is asked for. */
export const growing = (statement: Statement): Statement => ({ ...statement, grows: true });

/** Runs statements that only read: they take no lock, write nothing, and a replica of the database could answer them. */
export interface Reader {
  rows<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  row<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row | undefined>;
}

/** Runs statements that may write: an open transaction, or `Database.single`. */
export interface Sql extends Reader {
  readonly writes: true;
}

/** Collects the values of a dynamic statement: `values.add(x)` gives `$n`. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }

  /**
   * That the column is one of these. One alone has a text of its own: what is asked for by an array is planned anew each
   * time, for the planner thinks that any array holds ten.
   */
  among(column: string, ids: readonly string[]): string {
    return ids.length === 1 ? `${column} = ${this.add(ids[0])}` : `${column} = any(${this.add(ids)}::text[])`;
  }
}
