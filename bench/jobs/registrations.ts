import { type Job, serviceSide } from "../context.js";
import { closedLoop } from "../loops.js";
import { peerSide } from "../peer.js";
import { interleave, rowOf, type Side } from "../rounds.js";
import { createWire } from "../wire.js";

const CLIENTS = 8;

const registering = async (url: string, token: string): Promise<(seconds: number) => ReturnType<typeof closedLoop>> => {
  const wire = createWire(url, token, CLIENTS);
  const names = Array.from({ length: CLIENTS }, (_, index) => `registrations-${index}`);
  for (const name of names) await wire.post("registered-models/create", { name });
  let next = 0;
  return (seconds) =>
    closedLoop(CLIENTS, seconds, () =>
      wire.post("model-versions/create", { name: names[next++ % CLIENTS], source: "s3://models.example/bench/model" }),
    );
};

/** (v) Versions created on the wire, 8 clients with a model each, audited. */
export const registrations: Job = async ({ service, world, peer, pace }) => {
  const us: Side = serviceSide(service, await registering(service.url, world.maintainerToken));
  const what = `model-versions/create, ${CLIENTS} clients`;
  if (peer === null) {
    const [alone] = await interleave([us], pace);
    return [{ job: "v", what, ...rowOf(alone, alone, null), anchor: "", ratio: "", target: "–" }];
  }
  const [ours, theirs] = await interleave([us, peerSide(peer, service, await registering(peer.url, ""))], pace);
  return [
    {
      job: "v",
      what: `${what}; anchor: MLflow 3.17.2, 2 workers, no audit`,
      ...rowOf(ours, theirs, null),
      target: "–",
    },
  ];
};
