import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "./client.js";
import { type Penguin, penguinFeatures } from "./datasets.js";
import { filesIn, sizeOf } from "./model-files.js";
import * as operations from "./operations.js";
import type { People } from "./people.js";
import { type Registered, registerVersion } from "./registering.js";
import { approveByBoth, askForProduction, type Request } from "./review.js";
import { chapter, check, done, fact, kilobytes, percent, prefix, refused } from "./screen.js";
import type { ModelFile, TrainedModel, Workbench } from "./workbench.js";

const uri = "models:/churn/Production";

/** A serving system: its token, what it loads models with, and where it keeps them. */
export interface ServingSystem {
  readonly client: Client;
  readonly workbench: Workbench;
  readonly folder: string;
  /** Rows that no training saw. */
  readonly unseen: readonly Penguin[];
}

/** The name, then the manifest, then the files, whose digests must be those of the manifest. */
const serve = async (system: ServingSystem, expected: Registered): Promise<string> => {
  const { client, workbench, unseen } = system;
  const { body, etag } = await client.resolve(uri);
  fact("resolve", `GET /resolve?uri=${uri} → churn/${body?.version}, digest ${prefix(body?.digest ?? "")}…`);
  check(
    `Production is churn/${expected.version}, with the digest that its author was given`,
    body?.version === expected.version && body.digest === expected.digest,
    body,
  );
  type Manifest = { digest: string; artifacts: ModelFile[] };
  const { resolve } = await client.ask<{ resolve: Manifest }>(operations.resolveManifest, { uri });
  const folder = mkdtempSync(join(system.folder, "served-"));
  const answers = await workbench.loadAndPredict(client, uri, folder, unseen);
  const files = filesIn(folder);
  const same = resolve.digest === body?.digest && JSON.stringify(files) === JSON.stringify(resolve.artifacts);
  check(`what it downloaded (${kilobytes(sizeOf(files))}) has the sizes and SHA-256 of the manifest`, same, {
    resolve,
    files,
  });
  compareAnswers(answers, expected, unseen);
  return etag;
};

/** The answers for rows that no training saw: one of them shown, all of them counted. */
const compareAnswers = (
  answers: readonly string[],
  { version, model }: Registered,
  unseen: readonly Penguin[],
): void => {
  const [row] = unseen;
  const asked = penguinFeatures.map((name, index) => name.replace(/\((.*)\)/, `${row?.features[index]} $1`));
  fact("predict", `${asked.join(", ")} → ${answers[0]}; really ${row?.species}`);
  const right = unseen.filter(({ species }, index) => answers[index] === species).length;
  const claim = `churn/${version} as served is right on ${right} of ${unseen.length} rows, as when it was registered`;
  check(claim, right === model.metrics.heldOutRight, model.metrics);
};

/** Serving finds the approved model by name, and may do nothing else. */
export const serveFirst = async (system: ServingSystem, strong: Registered): Promise<string> => {
  const { client } = system;
  chapter("A serving system resolves Production by name");
  const etag = await serve(system, strong);
  const unchanged = await client.resolve(uri, { etag });
  check("asked again with the ETag: 304, nothing has changed", unchanged.body === null, unchanged);
  const input = { modelVersionId: strong.id, to: "Archived", reason: "A token that only resolves" };
  refused(
    client.handle,
    `asks to move churn/${strong.version}`,
    await client.expectRefusal(operations.requestTransition, { input }, "FORBIDDEN"),
  );
  return etag;
};

/** A larger model takes over by the same rule. */
export const promoteNext = async (
  system: ServingSystem,
  people: People,
  strong: Registered,
  larger: TrainedModel,
  etag: string,
): Promise<Registered> => {
  const { scientist } = people;
  chapter("A larger model takes over");
  const next = await registerVersion(system.workbench, scientist, strong.modelId, "churn", larger);
  const gain = (larger.metrics.heldOutRight ?? 0) - (strong.model.metrics.heldOutRight ?? 0);
  const reason = `${percent(larger.metrics.heldOutAccuracy ?? 0)} right: ${gain >= 0 ? "+" : ""}${gain} of ${larger.metrics.heldOutRows} rows`;
  const late = { modelVersionId: next.id, to: "Production", reason, expectedHolder: 0 };
  const changed = await scientist.expectRefusal(operations.requestTransition, { input: late }, "HOLDER_CHANGED");
  refused(scientist.handle, `asks for churn/${next.version}, believing Production empty`, changed);
  const request = await askForProduction(scientist, next, strong.version, reason);
  check(
    `the reviewers are shown that it displaces churn/${strong.version}`,
    request.displaces?.version === strong.version,
    request,
  );
  await approveByBoth(people, request, larger);
  const fresh = await system.client.resolve(uri, { etag });
  check("the old ETag no longer holds", fresh.body?.version === next.version, fresh);
  await serve(system, next);
  return next;
};

/** Back to the previous holder, by the same rule; the past stays readable. */
export const rollBack = async (
  system: ServingSystem,
  people: People,
  strong: Registered,
  next: Registered,
): Promise<void> => {
  const { scientist } = people;
  chapter("A rollback");
  type Asked = { rollbackSlot: { transitionRequest: Request; modelVersion: { version: number } } };
  const reason = costOf(strong.model, next.model);
  const input = { registeredModelId: strong.modelId, slot: "Production", reason };
  const { rollbackSlot } = await scientist.ask<Asked>(operations.rollbackSlot, { input });
  done(scientist.handle, `asks to roll Production back: “${reason}”`);
  check(
    `the way back is churn/${strong.version}, the latest earlier holder`,
    rollbackSlot.modelVersion.version === strong.version,
    rollbackSlot,
  );
  check(
    "a rollback of a guarded slot waits for signatures too",
    rollbackSlot.transitionRequest.state === "PENDING",
    rollbackSlot,
  );
  const before = new Date().toISOString();
  const applied = await approveByBoth(people, rollbackSlot.transitionRequest, strong.model);
  check(`churn/${strong.version} is back in Production`, applied.state === "APPLIED", applied);
  await serve(system, strong);
  const then = await system.client.resolve(uri, { at: before });
  check(`asked what Production was at ${before}: churn/${next.version}`, then.body?.version === next.version, then);
};

/** What the larger model costs beside the smaller one, and what it brings, as measured. */
const costOf = (small: TrainedModel, large: TrainedModel): string => {
  const [one, two] = [small, large].map(({ metrics }) => metrics.microsecondsPerAnswer ?? Number.NaN);
  const gain = (large.metrics.heldOutRight ?? 0) - (small.metrics.heldOutRight ?? 0);
  const size = `${kilobytes(sizeOf(large.files))} instead of ${kilobytes(sizeOf(small.files))}`;
  return `${size} and ${two} µs an answer instead of ${one}, for ${gain} more right: not worth it`;
};
