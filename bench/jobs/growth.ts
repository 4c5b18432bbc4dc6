import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median } from "../figures.js";
import { alternate } from "../loops.js";
import { type BigModel, bigModel } from "../volume.js";

/** Calls of each kind for each model, one at a time. */
const CALLS = 300;
const SMALL = 10;
const LARGE = 100_000;

const urisOf = ({ name }: BigModel): Record<string, string> => ({
  Production: `models:/${name}/Production`,
  "@champion": `models:/${name}@champion`,
  latest: `models:/${name}/latest`,
  None: `models:/${name}/None`,
  number: `models:/${name}/5`,
});

/** (a4) One look-up with the cache bypassed, of a model with 100,000 versions and of one with 10. */
export const growth: Job = async (context: BenchContext) => {
  const { service, world } = context;
  const small = urisOf(await bigModel(context, SMALL));
  const large = urisOf(await bigModel(context, LARGE));
  const client = createClient(service.url, world.servingToken, 1);
  const resolve = (uri: string | undefined) => async (): Promise<void> => {
    const { status, body } = await client.send("GET", `/resolve?uri=${uri}`, {
      headers: { "cache-control": "no-cache" },
    });
    if (status !== 200 || !body.includes('"name":"bench-growth-')) throw new Error(`${uri}: ${status} ${body}`);
  };
  const ratios: [kind: string, few: number, many: number][] = [];
  for (const kind of Object.keys(small)) {
    const [few, many] = await alternate([resolve(small[kind]), resolve(large[kind])], CALLS);
    ratios.push([kind, median(few), median(many)]);
  }
  client.close();
  const worst = Math.max(...ratios.map(([, few, many]) => many / few));
  const [, few, many] = ratios[0] ?? ["", 0, 0];
  return [
    {
      job: "a4",
      what: `p50 of resolve, no-cache, ${LARGE.toLocaleString("en-US")} versions; anchor: ${SMALL} versions`,
      ours: `${many.toFixed(2)} ms`,
      anchor: `${few.toFixed(2)} ms`,
      ratio: (many / few).toFixed(2),
      target: "≤ 1.3, every kind",
      met: worst <= 1.3,
      note: `by kind: ${ratios.map(([kind, a, b]) => `${kind} ${(b / a).toFixed(2)}`).join(", ")}`,
    },
  ];
};
