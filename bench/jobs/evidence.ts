import { connectBare } from "../bare.js";
import { createClient } from "../client.js";
import { type Job, statementsSent } from "../context.js";
import { median, percentile } from "../figures.js";
import { alternate } from "../loops.js";
import { seedEntries } from "../volume.js";

const ENTRIES = 10_000;
const CALLS = 200;

const query = `query Evidence($name: String!) {
  modelVersion(name: $name, version: 1) {
    evidence(first: 100) {
      nodes {
        id at action outcome before after reason requestId channel stream seq hash previousHash
        actor { id handle displayName kind roles }
        subjects { type id role label hidden }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** The least that a page takes: one index range of the version's links, joined with its entries. */
const bare = {
  name: "bench.evidence",
  text: `select e.id, e.at, e.action, e.outcome, e.actor_id, e.request_id, e.stream_kind, e.stream_id, e.stream_seq,
      encode(e.leaf_hash, 'hex') as hash, encode(e.prev_hash, 'hex') as previous, e.body
    from (select entry_id from audit.subject where kind = 'model_version' and subject_id = $1 and entry_id > $2
      order by entry_id limit 101) page
    join audit.entry e on e.id = page.entry_id order by e.id`,
};

type Page = { modelVersion: { evidence: { nodes: unknown[]; pageInfo: { hasNextPage: boolean } } } };

/** (d1) The first page of a version's evidence at 10,000 entries, against the bare keyset SQL. */
export const evidencePage: Job = async (context) => {
  const { service, world } = context;
  const model = world.models.at(-1);
  if (model === undefined) throw new Error("no model was seeded");
  await seedEntries(context, model.versions[0], ENTRIES);
  const client = createClient(service.url, world.maintainerToken, 1);
  const direct = await connectBare(service.runtimeUrl);
  const ours = async (): Promise<void> => {
    const { modelVersion } = await client.graphql<Page>(query, { name: model.name });
    const { nodes, pageInfo } = modelVersion.evidence;
    if (nodes.length !== 100 || !pageInfo.hasNextPage) throw new Error(`a page of ${nodes.length}`);
  };
  const sql = async (): Promise<void> => {
    const { rowCount } = await direct.query({ ...bare, values: [model.versions[0], 0] });
    if (rowCount !== 101) throw new Error(`${rowCount} rows`);
  };
  const [us, them] = await alternate([ours, sql], CALLS);
  const before = await statementsSent(service);
  for (let count = 0; count < 10; count++) await ours();
  const statements = (await statementsSent(service)) - before;
  client.close();
  await direct.end();
  const p50 = median(us);
  return [
    {
      job: "d1",
      what: `first 100 of ${ENTRIES.toLocaleString("en-US")} entries of a version, all fields, p50; anchor: keyset SQL through pg`,
      ours: `${p50.toFixed(2)} ms`,
      anchor: `${median(them).toFixed(2)} ms`,
      ratio: (p50 / median(them)).toFixed(2),
      statements: (statements / 10).toFixed(2),
      target: "p50 ≤ 5 ms (aim 2.5)",
      met: p50 <= 5,
      note: `p99 ${percentile(us, 0.99).toFixed(1)} ms; one client`,
    },
  ];
};
