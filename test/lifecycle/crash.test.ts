// @module-tag crash
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { graphql, isAlive, killGroup, postgresPid, startService, statusOf, temporaryHome } from "../support/service.js";
import { until } from "../support/until.js";

const createTeam = (slug: string): string =>
  `mutation { createTeam(input: { slug: "${slug}", name: "${slug}" }) { team { slug } userErrors { code } } }`;

const teamSlugs = async (url: string, home: string): Promise<string[]> => {
  const slugs: string[] = [];
  for (let after = ""; ; ) {
    const page = (await graphql(
      url,
      home,
      `{ teams(first: 200${after}) { nodes { slug } pageInfo { hasNextPage endCursor } } }`,
    )) as { teams: { nodes: { slug: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    slugs.push(...page.teams.nodes.map((node) => node.slug));
    if (!page.teams.pageInfo.hasNextPage) return slugs;
    after = `, after: "${page.teams.pageInfo.endCursor}"`;
  }
};

interface Writers {
  /** Slugs of the teams whose creation was answered. */
  acknowledged: string[];
  /** Ends the writing; gives what was acknowledged. */
  end(): Promise<string[]>;
}

/** Four clients that create teams until told to end, and go on after a failure. */
const startWriters = (url: string, home: string): Writers => {
  const acknowledged: string[] = [];
  let going = true;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; going; n++) {
      const slug = `w${writer}-${n}`;
      const answer = await graphql(url, home, createTeam(slug)).catch(() => null);
      if (answer === null) await sleep(20);
      else if (JSON.stringify(answer) === JSON.stringify({ createTeam: { team: { slug }, userErrors: [] } }))
        acknowledged.push(slug);
      else throw new Error(JSON.stringify(answer));
    }
  };
  const writers = Promise.all([1, 2, 3, 4].map(write));
  return {
    acknowledged,
    end: async () => {
      going = false;
      await writers;
      return acknowledged;
    },
  };
};

const lost = (acknowledged: string[], kept: string[]): string[] => {
  const found = new Set(kept);
  return acknowledged.filter((slug) => !found.has(slug));
};

describe("crash", () => {
  test("kill -9 during writes loses nothing acknowledged, and PostgreSQL does not outlive the service", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const writers = startWriters(url, home);
    await until("some writes", () => writers.acknowledged.length >= 20);
    const server = postgresPid(home) ?? 0;
    killGroup(service.process, "SIGKILL");
    const acknowledged = await writers.end();
    const next = startService({ home });
    expect(lost(acknowledged, await teamSlugs(await next.url(), home))).toEqual([]);
    expect(isAlive(server)).toBe(false);
  });

  test("when PostgreSQL alone dies under load it is restarted; the service lives and answers 503 meanwhile", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const writers = startWriters(url, home);
    await until("some writes", () => writers.acknowledged.length >= 20);
    const server = postgresPid(home) ?? 0;
    const seen = watchStatus(`${url}/ready`);
    process.kill(server, "SIGKILL");
    await until("another PostgreSQL runs", () => ![null, server].includes(postgresPid(home)));
    await until("ready again", async () => (await statusOf(`${url}/ready`)) === 200);
    const before = writers.acknowledged.length;
    await until("more writes", () => writers.acknowledged.length >= before + 20);
    expect(await seen.end()).toEqual([200, 503]);
    expect(await statusOf(`${url}/health`)).toBe(200);
    expect(lost(await writers.end(), await teamSlugs(url, home))).toEqual([]);
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(0);
    expect(postgresPid(home)).toBeNull();
  });

  test("when the keeper dies, PostgreSQL gets a new one", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const server = postgresPid(home) ?? 0;
    process.kill(parentOf(server), "SIGKILL");
    await until("another PostgreSQL runs", () => ![null, server].includes(postgresPid(home)));
    await until("ready again", async () => (await statusOf(`${url}/ready`)) === 200);
    const next = postgresPid(home) ?? 0;
    killGroup(service.process, "SIGKILL");
    await until("PostgreSQL ends with the service", () => !isAlive(next));
  });
});

/** Asks again and again; at the end gives the different answers, sorted. */
const watchStatus = (url: string): { end(): Promise<number[]> } => {
  const seen = new Set<number>();
  let going = true;
  const watch = (async () => {
    for (; going; await sleep(2)) seen.add(await statusOf(url));
  })();
  return {
    end: async () => {
      going = false;
      await watch;
      return [...seen].sort();
    },
  };
};

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
