import pg from "pg";
import { sessionOptions } from "../src/db/session-options.js";

/** A connection with the service's own settings, for a statement that is timed by itself. */
export const connectBare = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, options: sessionOptions });
  await client.connect();
  return client;
};
