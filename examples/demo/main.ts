import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handOver } from "./auditing.js";
import { connect } from "./client.js";
import { refuseByGate } from "./gate.js";
import { type Models, prepareModels } from "./models.js";
import { gather, type People } from "./people.js";
import { registerModels } from "./registering.js";
import { review } from "./review.js";
import { chapter, check, checksPassed, fact, say, styled, waiting } from "./screen.js";
import { search } from "./search.js";
import { lastLines, makeSignInLink, removeHome, type Service, startService } from "./service.js";
import { promoteNext, rollBack, serveFirst } from "./serving.js";
import { tellEverything } from "./timeline.js";
import { chooseWorkbench, type Workbench } from "./workbench.js";

const keep = process.argv.includes("--keep");
const started = performance.now();

const folder = mkdtempSync(join(tmpdir(), "countersign-demo-"));
// Under root PostgreSQL runs as another user, who has to pass through.
if (process.getuid?.() === 0) chmodSync(folder, 0o711);
const home = join(folder, "home");
const logFile = join(folder, "service.log");

const tell = async (workbench: Workbench, service: Service, models: Models): Promise<People> => {
  const admin = connect(service.url, "admin", readFileSync(service.adminTokenFile, "utf8").trim());
  const people = await gather(service.url, admin);
  const { weak, strong, forecast } = await registerModels(workbench, people, models);
  await review(workbench, people, weak, strong, forecast);
  const system = { client: people.serving, workbench, folder, unseen: models.unseen };
  const etag = await serveFirst(system, strong);
  await refuseByGate(people, weak, strong);
  const next = await promoteNext(system, people, strong, models.larger, etag);
  await rollBack(system, people, strong, next);
  await tellEverything(people.auditor, strong, folder);
  await handOver(people.auditor, strong, { folder, home });
  return people;
};

/** How to go on by oneself, and how to end it. */
const leaveRunning = async ({ url, adminTokenFile, pid }: Service, people: People): Promise<void> => {
  await search(people.scientist);
  const tokens = join(folder, "tokens");
  mkdirSync(tokens, { mode: 0o700 });
  const { teams: _, ...clients } = people;
  for (const { handle, token } of Object.values(clients)) writeFileSync(join(tokens, handle), token, { mode: 0o600 });
  say();
  say(styled("bold", "The service is left running."));
  fact("open", await makeSignInLink(home, url));
  fact("", "signs one browser in as the administrator, once, within ten minutes");
  fact("URL", url);
  fact("admin token", adminTokenFile);
  fact(
    "the others'",
    Object.values(clients)
      .map(({ handle }) => handle)
      .join(", "),
  );
  fact("", `each in ${tokens}/<handle>: sign in with one to see what that role sees`);
  fact("log", logFile);
  fact("evidence", `${folder}/pack.zip, pinned-policy.txt; npm run log -- export DIR takes the whole log again`);
  fact("stop it", `kill ${pid}; then remove ${folder}`);
};

const starting = startService(home, logFile, keep);
// Its failure is met where its readiness is awaited.
starting.ready.catch(() => {});

/** A terminal and npm both send the signal: what follows the first is ignored. */
let interrupted: Promise<void> | undefined;
const interrupt = (): void => {
  interrupted ??= starting.stop().then(removeAll);
  void interrupted.finally(() => process.exit(1));
};

const run = async (): Promise<void> => {
  say(styled("bold", "Countersign: two teams, two reviewers, one registry, from nothing"));
  const workbench = chooseWorkbench();
  const models = await prepareModels(workbench, join(folder, "models"));
  const waited = performance.now();
  const service = await waiting("npm start", starting.ready);
  chapter("The registry, from an empty folder");
  fact("npm start", `${service.url}, with its own PostgreSQL; waited ${seconds(waited)} for it`);
  const people = await tell(workbench, service, models);
  if (keep) await leaveRunning(service, people);
  else await end();
  say();
  say(styled(["bold", "green"], `${checksPassed()} checks passed in ${seconds(started)}.`));
};

const end = async (): Promise<void> => {
  chapter("The end");
  const stopping = performance.now();
  const code = await waiting("the service to stop", starting.stop());
  check(`the service stopped cleanly in ${seconds(stopping)}`, code === 0, { code });
  removeAll();
  fact("removed", folder);
};

const fail = async (error: unknown): Promise<void> => {
  if (interrupted !== undefined) return interrupted;
  console.error(`\n${styled("red", "The demo failed")}: ${error instanceof Error ? error.message : error}`);
  console.error(`The service's log ends:\n${lastLines(logFile)}`);
  await starting.stop();
  removeAll();
  process.exitCode = 1;
};

const removeAll = (): void => removeHome(home, folder);
const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
await run().catch(fail);
