import type pg from "pg";

/** What the sequencer's login may, and nothing else: take from the queue, extend the log, append the log's own acts. */
const rights: readonly string[] = [
  "usage on schema audit",
  "select on audit.entry, audit.subject, audit.pending, audit.tree, audit.leaf, audit.index_head, audit.index_chunk, audit.checkpoint, audit.log_key, audit.keeper, audit.anchor, audit.cosignature, audit.hardening, audit.index_order",
  "delete on audit.pending, audit.index_order",
  "insert on audit.tree, audit.leaf, audit.index_head, audit.index_chunk, audit.checkpoint, audit.log_key, audit.keeper, audit.anchor, audit.cosignature, audit.hardening",
  "update (size, frontier, index_size, index_root, index_entry, index_keys, halted, halt_detail, halted_at) on audit.tree",
  "update (n, head) on audit.index_head",
  "update (root, leaves) on audit.index_chunk",
  "update (name, vkey, weak, since, removed_at, state, detail, size, at) on audit.keeper",
  "update (retiring_at, retired_at) on audit.log_key",
  "execute on function audit.append_log(json)",
];

const lacks = `select not (has_schema_privilege($1, 'audit', 'usage') and has_function_privilege($1, 'audit.append_log(json)', 'execute')
  and has_column_privilege($1, 'audit.log_key', 'retired_at', 'update')
  and has_column_privilege($1, 'audit.keeper', 'state', 'update') and has_table_privilege($1, 'audit.index_order', 'delete')) as yes`;

/** Gives the sequencer's login its rights where it lacks them, in one transaction; tells whether it did. */
export const giveSequencerRights = async (
  client: pg.Client,
  { sequencer, audit }: { sequencer: string; audit: string },
): Promise<boolean> => {
  const { rows } = await client.query<{ yes: boolean }>(lacks, [sequencer]);
  if (rows[0]?.yes !== true) return false;
  const quoted = await client.query<{ login: string; keeper: string }>(
    "select quote_ident($1) as login, quote_ident($2) as keeper",
    [sequencer, audit],
  );
  const { login = "", keeper = "" } = quoted.rows[0] ?? {};
  await client.query("begin");
  try {
    await client.query(`set local role ${keeper}`);
    for (const right of rights) await client.query(`grant ${right} to ${login}`);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
  return true;
};
