// The limit for anything that asks PostgreSQL: the bare statements of a job through `pg`, on as many connections as
// the service has, in a process of its own that does nothing else. Told what to run by messages from `startStatements`.
import pg from "pg";

interface Statement {
  name?: string;
  text: string;
  values: unknown[];
}

interface Start {
  url: string;
  /** What each session is set to, as the service's are. */
  options: string;
  connections: number;
  clients: number;
  /** Each call runs the next of these, in one transaction when it has more than one statement. */
  jobs: Statement[][];
  before?: string;
}

let pool: pg.Pool;
let plan: Start;
let next = 0;

/** `{id}` in a value stands for a word that no other call has, `{n}` for such a number. */
const filled = (statement: Statement, number: number): Statement => ({
  ...statement,
  values: statement.values.map((value) =>
    typeof value === "string"
      ? value.replaceAll("{id}", `bench${process.pid}x${number}`).replaceAll("{n}", String(number))
      : value,
  ),
});

const call = async (): Promise<void> => {
  const number = next++;
  const job = plan.jobs[number % plan.jobs.length] ?? [];
  const client = await pool.connect();
  try {
    if (job.length > 1) await client.query("begin");
    for (const statement of job) {
      const { rowCount } = await client.query(filled(statement, number));
      if (rowCount === 0) throw new Error(`no row: ${statement.text.slice(0, 100)}`);
    }
    if (job.length > 1) await client.query("commit");
  } finally {
    client.release();
  }
};

const fire = async (seconds: number): Promise<{ calls: number; seconds: number }> => {
  const begun = performance.now();
  let calls = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1_000) {
      await call();
      calls++;
    }
  };
  await Promise.all(Array.from({ length: plan.clients }, client));
  return { calls, seconds: (performance.now() - begun) / 1_000 };
};

const answer = async (message: Start | { seconds: number }): Promise<unknown> => {
  if ("seconds" in message) return fire(message.seconds);
  plan = message;
  pool = new pg.Pool({ connectionString: message.url, max: message.connections, options: message.options });
  if (message.before !== undefined) await pool.query(message.before);
  return {};
};

process.on("message", (message: Start | { seconds: number }) => {
  answer(message).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
