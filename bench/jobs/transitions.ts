import { type BareStatement, startStatements } from "../anchors.js";
import { createClient } from "../client.js";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { closedLoop } from "../loops.js";
import { interleave, rowOf, throughputRatio } from "../rounds.js";
import type { SeededModel } from "../seed.js";
import { asSuperuser } from "../statement-log.js";

export const CLIENTS = 32;

/** Connections of the service's write pool, by default. */
const WRITE_CONNECTIONS = 20;

const mutation = `mutation Move($input: RequestTransitionInput!) {
  requestTransition(input: $input) { transitionRequest { id state } userErrors { code message } }
}`;

interface Moved {
  readonly requestTransition: { readonly transitionRequest: { readonly state: string } };
}

/** Sends one request after another that each displaces the holder of some model's Production. */
export const mover = ({ service, world }: BenchContext, models: readonly SeededModel[], taken: number[]) => {
  const client = createClient(service.url, world.maintainerToken, CLIENTS);
  const idle = models.map(({ versions: [first, second] }) => ({ holder: first, other: second }));
  const call = async (): Promise<void> => {
    const pair = idle.shift();
    if (pair === undefined) throw new Error("fewer models than clients");
    const begun = performance.now();
    const input = { modelVersionId: pair.other, to: "Production", reason: "bench" };
    const { requestTransition } = await client.graphql<Moved>(mutation, { input });
    if (requestTransition.transitionRequest.state !== "APPLIED") throw new Error("the move was not applied at once");
    taken.push(performance.now() - begun);
    idle.push({ holder: pair.other, other: pair.holder });
  };
  return { call, close: client.close };
};

/** The bodies of the entries that one move writes, so that the anchor writes as many bytes. */
const bodiesOf = async ({ service, world }: BenchContext, model: SeededModel): Promise<string[]> => {
  const { call, close } = mover({ service, world } as BenchContext, [model], []);
  await call();
  close();
  const rows = await asSuperuser<{ body: string }>(
    service,
    "select body from audit.entry where op_id = (select op_id from audit.entry order by id desc limit 1) order by id",
  );
  return rows.map(({ body }) => body);
};

/** The job in the fewest statements: lock, request, move, entries. */
const bareMove = (context: BenchContext, bodies: readonly string[], model: SeededModel, to: 0 | 1): BareStatement[] => {
  const { world } = context;
  const version = model.versions[to];
  const displaced = model.versions[to === 0 ? 1 : 0];
  const subjects = (target: string) => [
    { kind: "model_version", id: target, role: "target", label: `${model.name}/${to + 1}` },
    { kind: "registered_model.version", id: model.id, role: "model", label: model.name },
    { kind: "team", id: world.teamId, role: "owner", label: null },
    { kind: "transition_request", id: "req_{id}", role: "request", label: null },
    {
      kind: "model_version",
      id: target === version ? displaced : version,
      role: "displaced",
      label: `${model.name}/1`,
    },
  ];
  const disclosures = ["/actor/handle", "/actor/name", "/request/ip"].map((path) => {
    const category = path === "/request/ip" ? "NETWORK" : "NAME";
    return { path, category, principalId: world.maintainerId, disclosure: "d".repeat(80) };
  });
  const entries = bodies.map((body, index) => {
    const target = index === 2 ? displaced : version;
    const stream = { streamKind: "model_version", streamId: target, action: "applyTransition", outcome: "ALLOWED" };
    const act = { actorId: world.maintainerId, requestId: "req-{id}", opId: "op_{id}", body };
    return { ...stream, ...act, disclosures, subjects: subjects(target) };
  });
  return [
    {
      name: "bench.lock",
      text: `select m.id, v.digest from registered_model m join model_version v on v.registered_model_id = m.id
        where v.id = $1 for update`,
      values: [version],
    },
    {
      name: "bench.request",
      text: `insert into transition_request (id, registered_model_id, model_version_id, slot, from_slot, displaces_id,
          displaces_version, state, reason, requested_by, requested_for, requested_at, expires_at, closed_at, statement,
          content_digest, policies)
        select $1, $2, $3, 'Production', 'Archived', $4, $5, 'APPLIED', 'bench', $6, array[$6], t.now,
          t.now + interval '7 days', t.now, $7, $8, '[]' from (select clock_timestamp() as now) t`,
      values: ["req_{id}", model.id, version, displaced, 2 - to, world.maintainerId, "s".repeat(400), "d".repeat(64)],
    },
    {
      name: "bench.place",
      text: "select * from place_slot($1, $2, $3, 'Production', true, true, 'Archived')",
      values: [model.id, version, to + 1],
    },
    { name: "bench.append", text: "select * from audit.append($1)", values: [JSON.stringify(entries)] },
  ];
};

const gaps = `
  select count(*)::integer as gaps from (
    select e.stream_seq, row_number() over w as expected, e.prev_hash, lag(e.leaf_hash) over w as before
    from audit.entry e window w as (partition by e.stream_kind, e.stream_id order by e.stream_seq)) chain
  where stream_seq <> expected or (before is not null and before <> prev_hash)`;

/** (e) Request and apply at once with audit, many models, 32 clients, against the bare SQL of the same job. */
export const transitions: Job = async (context) => {
  const { service, world, pace } = context;
  const half = world.models.length / 2;
  const [mine, theirs] = [world.models.slice(0, half - 1), world.models.slice(half)];
  const bodies = await bodiesOf(context, world.models[half - 1] as SeededModel);
  const anchor = await startStatements({
    url: service.runtimeUrl,
    postgresPid: service.postgresPid,
    connections: WRITE_CONNECTIONS,
    clients: CLIENTS,
    jobs: ([1, 0] as const).flatMap((to) => theirs.map((model) => bareMove(context, bodies, model, to))),
  });
  const taken: number[] = [];
  const { call, close } = mover(context, mine, taken);
  try {
    let warm = false;
    const ours = serviceSide(service, async (seconds) => {
      const shot = await closedLoop(CLIENTS, seconds, call);
      if (!warm) taken.length = 0;
      warm = true;
      return shot;
    });
    const [us, them] = await interleave([ours, anchor], pace);
    const [chain] = await asSuperuser<{ gaps: number }>(service, gaps);
    const p99 = percentile(taken, 0.99);
    return [
      {
        job: "e",
        what: `requestTransition applied at once, ${mine.length} models, ${CLIENTS} clients; anchor: its bare SQL through pg`,
        ...rowOf(us, them, null),
        target: "≥ 0.45; p99 ≤ 3 × p50",
        met: throughputRatio(us, them).median >= 0.45 && p99 <= 3 * median(taken) && chain?.gaps === 0,
        note: `p50 ${show(median(taken))} ms, p99 ${show(p99)} ms; ${bodies.length} entries a move; SQL/call is without begin and commit; gaps in the audit chains afterwards: ${chain?.gaps}`,
      },
    ];
  } finally {
    close();
    anchor.stop();
  }
};
