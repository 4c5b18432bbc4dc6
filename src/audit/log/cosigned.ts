/** SQL: the note of checkpoint `c` with the lines of the witnesses that signed it since. */
export const cosignedNote = `c.note || coalesce((select string_agg(k.line, '' order by k.vkey) from audit.cosignature k
  where k.log = c.log and k.size = c.size), '')`;
