import { startConstant, startStatements } from "../anchors.js";
import { createClient, graphqlRequest } from "../client.js";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { CONNECTIONS, fire, type Load } from "../load.js";
import { compare, interleave, rowOf } from "../rounds.js";
import { residentBytes } from "../processes.js";
import { recordStatements } from "../statement-log.js";

const URIS = 200;

const pathsOf = ({ world }: BenchContext): string[] =>
  world.models.slice(0, URIS).map(({ name }) => `/resolve?uri=models:/${name}/Production`);

/** Every model's answer has one length; what differs is checked by its beginning. */
const sampleOf = async ({ service, world }: BenchContext, path: string, request: Parameters<ReturnType<typeof createClient>["send"]>[2] = {}) => {
  const client = createClient(service.url, world.servingToken, 1);
  const answer = await client.send(request.body === undefined ? "GET" : "POST", path, request);
  client.close();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  return answer.body;
};

const verifier = (sample: string, beginning: number): Load["verify"] => {
  const begins = sample.slice(0, beginning);
  return (body) => body.length === sample.length && body.startsWith(begins);
};

const verifyAll: (sample: string) => Load["verify"] = (sample) => (body) => body === sample;

/** (a1) `GET /resolve`, authenticated and authorised, from the cache, against constant bytes of equal size. */
export const cachedResolve: Job = async (context) => {
  const { service, world, pace } = context;
  const paths = pathsOf(context);
  const headers = { authorization: `Bearer ${world.servingToken}` };
  const sample = await sampleOf(context, paths[0] ?? "");
  const constant = await startConstant(sample);
  try {
    const ours = serviceSide(service, (seconds) =>
      fire({ url: service.url, paths, headers, verify: verifier(sample, 14) }, seconds),
    );
    const [us, them] = await interleave(
      [ours, { pid: constant.pid, fire: (seconds) => fire({ url: constant.url, paths, headers, verify: verifyAll(sample) }, seconds) }],
      pace,
    );
    const { throughput, cpu } = compare(us, them);
    return [
      {
        job: "a1",
        what: `GET /resolve, cached, ${CONNECTIONS} connections`,
        ...rowOf(us, them),
        target: "≥ 0.45 (aim 0.65)",
        met: Math.min(throughput.median, cpu.median) >= 0.45,
        note: `${URIS} URIs, ${sample.length} bytes each; anchor: the same bytes from node:http; RSS under this load ${Math.round(residentBytes(service.pid) / 1e6)} MB`,
      },
    ];
  } finally {
    constant.stop();
  }
};

/** (a2) The same with `Cache-Control: no-cache`, against the same SQL through `pg`, and against constant bytes. */
export const freshResolve: Job = async (context) => {
  const { service, world, pace } = context;
  const paths = pathsOf(context);
  const headers = { authorization: `Bearer ${world.servingToken}`, "cache-control": "no-cache" };
  const sample = await sampleOf(context, paths[0] ?? "", { headers });
  const { statement } = await resolveStatement(context, paths);
  const constant = await startConstant(sample);
  const bare = await startStatements({
    url: service.runtimeUrl,
    postgresPid: service.postgresPid,
    connections: 10,
    clients: CONNECTIONS,
    jobs: world.models.slice(0, URIS).map(({ name }) => [{ ...statement, values: [[name], ["stage"], ["Production"]] }]),
  });
  try {
    const ours = serviceSide(service, (seconds) =>
      fire({ url: service.url, paths, headers, verify: verifier(sample, 14) }, seconds),
    );
    const http = { pid: constant.pid, fire: (seconds: number) => fire({ url: constant.url, paths, headers, verify: verifyAll(sample) }, seconds) };
    const [us, sql, bytes] = await interleave([ours, bare, http], pace);
    const { throughput, cpu } = compare(us, bytes);
    return [
      {
        job: "a2",
        what: "GET /resolve, no-cache | the same SQL through pg",
        ...rowOf(us, sql),
        target: "–",
        met: null,
        note: "look-ups of one event-loop turn share a statement: SQL/call is below 1",
      },
      {
        job: "a2",
        what: "GET /resolve, no-cache | constant bytes",
        ...rowOf(us, bytes),
        target: "≥ 0.25 (aim 0.40)",
        met: Math.min(throughput.median, cpu.median) >= 0.25,
      },
    ];
  } finally {
    constant.stop();
    bare.stop();
  }
};

/** The statement that a look-up sends, as the database saw it. */
const resolveStatement = async (context: BenchContext, paths: readonly string[]) => {
  const seen = await recordStatements(context.service, () =>
    sampleOf(context, paths[0] ?? "", { headers: { "cache-control": "no-cache" } }),
  );
  const found = seen.find(({ name }) => name === "resolve.many");
  if (found === undefined) throw new Error(`no resolve.many among ${seen.map(({ name }) => name).join(", ")}`);
  return { statement: { name: found.name, text: found.text } };
};

const query = `query Resolve($uri: String!) {
  resolve(uri: $uri) { id modelName version source digest runId }
}`;

/** (a3) GraphQL `resolve` with variables, against a constant answer to POST. */
export const graphqlResolve: Job = async (context) => {
  const { service, world, pace } = context;
  const bodies = world.models
    .slice(0, URIS)
    .map(({ name }) => graphqlRequest(query, { uri: `models:/${name}/Production` }).body);
  const paths = bodies.map(() => "/graphql");
  const headers = { authorization: `Bearer ${world.servingToken}`, "content-type": "application/json" };
  const sample = await sampleOf(context, "/graphql", { headers: { "content-type": "application/json" }, body: bodies[0] ?? "" });
  const constant = await startConstant(sample);
  const load = { paths, bodies, headers, method: "POST" } as const;
  try {
    const ours = serviceSide(service, (seconds) =>
      fire({ ...load, url: service.url, verify: verifier(sample, 25) }, seconds),
    );
    const http = { pid: constant.pid, fire: (seconds: number) => fire({ ...load, url: constant.url, verify: verifyAll(sample) }, seconds) };
    const [us, them] = await interleave([ours, http], pace);
    const { throughput, cpu } = compare(us, them);
    return [
      {
        job: "a3",
        what: "GraphQL resolve, 6 fields, variables",
        ...rowOf(us, them),
        target: "≥ 0.25 (aim 0.35)",
        met: Math.min(throughput.median, cpu.median) >= 0.25,
        note: "the look-up is cached, as in a1; anchor: constant bytes to the same POST",
      },
    ];
  } finally {
    constant.stop();
  }
};
