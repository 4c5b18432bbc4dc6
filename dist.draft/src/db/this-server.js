/**
 * SQL that names the server which answers: its system identifier and the timeline that it writes, `7713…/00000002`. A
 * promoted standby writes another timeline, a restored copy has another identifier. Null of a standby: it may lack what
 * is committed.
 */
export const thisServer = `case when not pg_is_in_recovery() then (select system_identifier from pg_control_system())::text
  || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) end`;
//# sourceMappingURL=this-server.js.map