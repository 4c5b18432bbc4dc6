import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "../client.js";
import type { Job } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { startReplica } from "../stage.js";

/** Moves that are followed. */
const MOVES = 200;

/** What the README promises. */
const LIMIT_MS = 100;

const mutation = `mutation Move($input: RequestTransitionInput!) {
  requestTransition(input: $input) { transitionRequest { state } userErrors { code message } }
}`;

/** (r) From the answer to a move of Production on one replica until another, asked without rest, resolves to it. */
export const replica: Job = async ({ service, world, folder }) => {
  const other = await startReplica(service, join(folder, "replica"));
  const here = createClient(service.url, world.maintainerToken, 1);
  const there = createClient(other.url, world.servingToken, 1);
  try {
    const [model] = world.models;
    if (model === undefined) throw new Error("no model is seeded");
    const told = async (): Promise<number> =>
      JSON.parse((await there.send("GET", `/resolve?uri=models:/${model.name}/Production`)).body).version;
    const taken: number[] = [];
    let stale = 0;
    for (let move = 0; move < MOVES; move++) {
      const before = await told();
      const version = before === 1 ? 2 : 1;
      const input = { modelVersionId: model.versions[version - 1], to: "Production", reason: "bench" };
      await here.graphql(mutation, { input });
      const begun = performance.now();
      let asked = 0;
      for (; (await told()) !== version; asked++) if (performance.now() - begun > 10_000) throw new Error("never told");
      taken.push(performance.now() - begun);
      if (asked > 0) stale++;
      // Moves come at any moment of the feed's beat.
      await sleep(Math.random() * 50);
    }
    return [
      {
        job: "r",
        what: `Production moved on one replica until another tells it, ${MOVES} moves: p50`,
        ours: `${show(median(taken))} ms`,
        anchor: `p99 ${show(percentile(taken, 0.99))} ms`,
        ratio: "",
        target: `p99 ≤ ${LIMIT_MS} ms`,
        met: percentile(taken, 0.99) <= LIMIT_MS,
        note: `from the answer to the move; the other replica still told the old version after ${stale} of them`,
      },
    ];
  } finally {
    here.close();
    there.close();
    await other.stop();
  }
};
