import type pg from "pg";
import { canonicalJson } from "../verify/canonical-json.js";
import { linksOf } from "../verify/links.js";

/** Entries that one transaction appends. */
export const BATCH = 1_000;

/** An entry of a version's story, as `audit.append` takes it: with the links and as many bytes as such a one has. */
export const entryOf = (number: number): Record<string, unknown> => {
  const version = `mv_bench${number % 20_000}`;
  const [action, outcome, actorId] = ["setTag", "ALLOWED", "usr_bench"];
  const subjects = [
    { kind: "model_version", id: version, role: "target" },
    { kind: "registered_model", id: `mod_bench${number % 500}`, role: "model" },
    { kind: "team", id: "team_bench", role: "owner" },
  ];
  const after = { key: "bench", value: "x".repeat(700) };
  return {
    streamKind: "model_version",
    streamId: version,
    ...{ action, outcome, actorId },
    requestId: "bench",
    opId: "op_bench",
    body: canonicalJson({ v: 2, action, outcome, actor: { id: actorId }, subjects, before: null, after }),
    disclosures: [],
    subjects: linksOf(subjects).map(([kind, id, role]) => ({ kind, id, role })),
  };
};

/** Appends entries in one transaction; answers the last one's id. */
export const append = async (client: pg.Client, entries: readonly object[]): Promise<string> =>
  (await client.query("select max(entry_id)::text as id from audit.append($1)", [JSON.stringify(entries)])).rows[0].id;

/** Appends so many entries of versions' stories. */
export const appendStories = async (client: pg.Client, entries: number): Promise<void> => {
  for (let made = 0; made < entries; made += BATCH)
    await append(
      client,
      Array.from({ length: Math.min(BATCH, entries - made) }, (_, at) => entryOf(made + at)),
    );
};
