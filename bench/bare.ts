import pg from "pg";

/** A connection with the service's own settings, for a statement that is timed by itself. */
export const connectBare = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, options: "-c random_page_cost=1.1 -c jit=off" });
  await client.connect();
  return client;
};
