/** Advisory lock of the session that leads the log: whoever holds it extends and signs it. */
export const logLock = 7_291_405_119;

/** Advisory lock of whoever moves the files of the log's keys: a rotation, or the sequencer that ends one. */
export const keyFilesLock = logLock + 1;

/** SQL: whether some session of this database leads the log. */
export const logIsLed = `exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint << 32 | l.objid::bigint = ${logLock})`;
