// @module-tag crash
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { graphql, isAlive, startService, statusOf, temporaryHome } from "../support/service.js";
import { until } from "../support/until.js";

/** Processes below this one that are its sequencer. */
const sequencersOf = (service: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
        return parent === service && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--child");
      } catch {
        return false;
      }
    });

const sizeIn = (home: string): number => {
  try {
    return Number(readFileSync(join(home, "log/checkpoint"), "utf8").split("\n")[1]);
  } catch {
    return 0;
  }
};

const team = (slug: string): string =>
  `mutation { createTeam(input: { slug: "${slug}", name: "${slug}" }) { team { slug } userErrors { code } } }`;

it.runIf(process.platform === "linux")(
  "runs below the service, comes back when it is killed, and ends with it, however that ends",
  async () => {
    const home = temporaryHome();
    const env = { COUNTERSIGN_SEQUENCER: "child", COUNTERSIGN_CHECKPOINT_MS: "100" };
    const service = startService({ home, env });
    const url = await service.url();
    await until("the log to be signed", () => sizeIn(home) > 0);
    const [first = 0] = sequencersOf(service.process.pid ?? 0);
    process.kill(first, "SIGKILL");
    const before = sizeIn(home);
    await graphql(url, home, team("fraud"));
    await until("the log to grow", () => sizeIn(home) > before);
    const [second = 0] = sequencersOf(service.process.pid ?? 0);
    expect([second === first, isAlive(second)]).toEqual([false, true]);
    expect(await statusOf(`${url}/ready`)).toBe(200);
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(0);
    expect(isAlive(second)).toBe(false);

    const again = startService({ home, env });
    await graphql(await again.url(), home, team("credit"));
    const [third = 0] = await until("a sequencer", () => sequencersOf(again.process.pid ?? 0).length > 0).then(() =>
      sequencersOf(again.process.pid ?? 0),
    );
    again.process.kill("SIGKILL");
    await again.end();
    await until("the sequencer to end", () => !isAlive(third));
  },
);
