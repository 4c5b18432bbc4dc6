import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  graphql,
  isAlive,
  killGroup,
  postgresPid,
  startService,
  statusOf,
  temporaryHome,
  until,
} from "../support/service.js";

const createTeam = (slug: string): string =>
  `mutation { createTeam(input: { slug: "${slug}", name: "${slug}" }) { team { slug } userErrors { code } } }`;

const teamSlugs = async (url: string, home: string): Promise<string[]> => {
  const data = (await graphql(url, home, "{ teams(first: 200) { nodes { slug } } }")) as {
    teams: { nodes: { slug: string }[] };
  };
  return data.teams.nodes.map((node) => node.slug);
};

describe("crash", () => {
  test("kill -9 during writes loses nothing acknowledged, and PostgreSQL does not outlive the service", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const acknowledged: string[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; n < 30; n++) {
        const slug = `w${writer}-${n}`;
        const answer = await graphql(url, home, createTeam(slug)).catch(() => null);
        if (answer === null) return;
        expect(answer).toEqual({ createTeam: { team: { slug }, userErrors: [] } });
        acknowledged.push(slug);
      }
    };
    const writers = [1, 2, 3, 4].map(write);
    await until("some writes", () => acknowledged.length >= 20);
    const server = postgresPid(home) ?? 0;
    killGroup(service.process, "SIGKILL");
    await Promise.all(writers);
    const next = startService({ home });
    const slugs = await teamSlugs(await next.url(), home);
    expect(acknowledged.filter((slug) => !slugs.includes(slug))).toEqual([]);
    expect(isAlive(server)).toBe(false);
  });

  test("when PostgreSQL alone dies it is restarted; meanwhile the service lives and answers 503", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    await graphql(url, home, createTeam("kept"));
    const server = postgresPid(home) ?? 0;
    const seen = new Set<number>();
    let watching = true;
    const watch = (async () => {
      for (; watching; await sleep(2)) seen.add(await statusOf(`${url}/ready`));
    })();
    process.kill(server, "SIGKILL");
    await until("another PostgreSQL runs", () => ![null, server].includes(postgresPid(home)));
    await until("ready again", async () => (await statusOf(`${url}/ready`)) === 200);
    watching = false;
    await watch;
    expect([...seen].sort()).toEqual([200, 503]);
    expect(await statusOf(`${url}/health`)).toBe(200);
    expect(await teamSlugs(url, home)).toContain("kept");
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

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
