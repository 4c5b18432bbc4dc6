import pg from "pg";

/** What the driver's connection does beyond its published types. */
interface Wire {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  bind(portal: { portal: string; statement: string; values: [] }): void;
  execute(portal: { portal: string }): void;
}

/** A statement as the driver prepares, sends and answers it. */
interface Sent extends pg.Query {
  callback: (error: Error | null, result: pg.QueryResult) => void;
  queryMode: string;
  prepare(wire: Wire): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}

const Plain = pg.Query as unknown as new (config: unknown, values?: unknown) => Sent;

const BEGIN = "begin";

/** A statement before which a transaction is begun. Both are sent together, and answered together. */
class Opening extends Plain {
  private isBegun = false;
  /** Only prepared statements can be sent together. */
  override queryMode = "extended";

  override prepare(wire: Wire): void {
    wire.bind({ portal: "", statement: BEGIN, values: [] });
    wire.execute({ portal: "" });
    super.prepare(wire);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.isBegun) super.handleCommandComplete(message, wire);
    this.isBegun = true;
  }
}

/** The next statement of the client, whoever sends it, begins a transaction. */
const beginWithNext = (client: pg.PoolClient): void => {
  const own = client as { query?: unknown };
  own.query = (config: unknown, values?: unknown): Promise<pg.QueryResult> => {
    delete own.query;
    return new Promise((resolve, reject) => {
      const opening = new Opening(config, values);
      opening.callback = (error, result) => (error ? reject(error) : resolve(result));
      client.query(opening);
    });
  };
};

/**
 * Begins a transaction: with the next statement, so that BEGIN takes no round trip of its own, once the connection has
 * prepared it. Gives a function that tells whether anything was begun; after it nothing is.
 */
export const begin = async (client: pg.PoolClient): Promise<() => boolean> => {
  const { parsedStatements } = (client as unknown as { connection: Wire }).connection;
  if (parsedStatements[BEGIN] === undefined) await client.query({ name: BEGIN, text: BEGIN });
  else beginWithNext(client);
  return () => {
    const isBegun = !Object.hasOwn(client, "query");
    delete (client as { query?: unknown }).query;
    return isBegun;
  };
};
