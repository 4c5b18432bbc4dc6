import type { LogSession } from "../session.store.js";

const cluster = `select (select system_identifier from pg_control_system()) as system,
  (select timeline_id from pg_control_checkpoint()) as timeline`;

/** Tells, each time that it is called, whether the database still is on the server and the timeline of now, if they are told. */
export const clusterOf = async (session: LogSession): Promise<() => Promise<boolean>> => {
  const read = async (): Promise<string> => {
    const [row] = await session.rows<{ system: bigint; timeline: number }>(cluster).catch(refused);
    return `${row?.system} ${row?.timeline}`;
  };
  const first = await read();
  return async () => (await read()) === first;
};

/** A host that hides its server's state from logins; a new connection is looked at all the same. */
const refused = (error: { code?: string }): never[] => {
  if (error.code === "42501") return [];
  throw error;
};
