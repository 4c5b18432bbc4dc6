import type { Check, LogFinding } from "./finding.js";

/** Disclosures that open nothing: by the salted digest that the body holds at their place, and by what they say of it. */
const statement = `
  select d.entry_id::text as entry, e.stream_kind || ':' || e.stream_id as stream, d.path
  from audit.disclosure d left join audit.entry e on e.id = d.entry_id
  where (e.body::json #>> (string_to_array(substr(d.path, 2), '/') || '{_c}'::text[]))
      is distinct from translate(encode(sha256(convert_to(d.disclosure, 'UTF8')), 'base64'), '+/=', '-_')
  order by d.entry_id, d.path`;

/** Every disclosure opens the commitment that its entry's body holds at the place it names; one that is gone was erased. */
export const checkDisclosures: Check = async (client) => {
  const { rows } = await client.query<{ entry: string; stream: string | null; path: string }>(statement);
  return rows.map(
    ({ entry, stream, path }): LogFinding => ({
      code: "DISCLOSURE_MISMATCH",
      entry,
      stream,
      detail: `the disclosure of ${path} opens nothing that the body commits to`,
    }),
  );
};
