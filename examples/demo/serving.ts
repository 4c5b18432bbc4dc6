import type { Client } from "./client.js";
import { type Penguin, penguinFeatures } from "./datasets.js";
import * as operations from "./operations.js";
import type { People } from "./people.js";
import { type Registered, registerVersion } from "./registering.js";
import { approveByBoth, askForProduction, type Request } from "./review.js";
import { chapter, check, done, fact, kilobytes, percent, prefix, refused } from "./screen.js";
import { loadClassifier, readWithDigest, type TrainedModel } from "./training.js";

const uri = "models:/churn/Production";

/** A serving system: the name, then the manifest, then the file's digest, and only then the model. */
const serve = async (serving: Client, expected: Registered, unseen: readonly Penguin[]): Promise<string> => {
  const { body, etag } = await serving.resolve(uri);
  fact("resolve", `GET /resolve?uri=${uri} → churn/${body?.version}, digest ${prefix(body?.digest ?? "")}…`);
  check(
    `Production is churn/${expected.version}, with the digest that its author was given`,
    body?.version === expected.version && body.digest === expected.digest,
    body,
  );
  type Manifest = { digest: string; source: string; artifacts: { path: string; sha256: string; size: number }[] };
  const { resolve } = await serving.ask<{ resolve: Manifest }>(operations.resolveManifest, { uri });
  const artifact = resolve.artifacts[0];
  const { bytes, sha256 } = readWithDigest(new URL(`${resolve.source}/${artifact?.path}`));
  const same = resolve.digest === body?.digest && artifact?.sha256 === sha256 && artifact.size === bytes.length;
  check(`the file's SHA-256 ${prefix(sha256)}… and size are those of the manifest`, same, {
    resolve,
    sha256,
    size: bytes.length,
  });
  predict(bytes, expected, unseen);
  return etag;
};

/** Loads the file and answers for rows that no training saw: one of them shown, all of them counted. */
const predict = (bytes: Buffer, { version, model }: Registered, unseen: readonly Penguin[]): void => {
  const classify = loadClassifier(bytes);
  const [row] = unseen;
  const asked = penguinFeatures.map((name, index) => name.replace(/\((.*)\)/, `${row?.features[index]} $1`));
  fact("predict", `${asked.join(", ")} → ${classify(row?.features ?? [])}; really ${row?.species}`);
  const right = unseen.filter(({ features, species }) => classify(features) === species).length;
  const claim = `churn/${version} as served is right on ${right} of ${unseen.length} rows, as when it was registered`;
  check(claim, right === model.metrics.heldOutRight, model.metrics);
};

/** Serving finds the approved model by name, and may do nothing else. */
export const serveFirst = async (
  { serving }: People,
  strong: Registered,
  unseen: readonly Penguin[],
): Promise<string> => {
  chapter("A serving system resolves Production by name");
  const etag = await serve(serving, strong, unseen);
  const unchanged = await serving.resolve(uri, { etag });
  check("asked again with the ETag: 304, nothing has changed", unchanged.body === null, unchanged);
  const input = { modelVersionId: strong.id, to: "Archived", reason: "A token that only resolves" };
  refused(
    serving.handle,
    `asks to move churn/${strong.version}`,
    await serving.expectRefusal(operations.requestTransition, { input }, "FORBIDDEN"),
  );
  return etag;
};

/** A larger model takes over by the same rule. */
export const promoteNext = async (
  people: People,
  strong: Registered,
  larger: TrainedModel,
  unseen: readonly Penguin[],
  etag: string,
): Promise<Registered> => {
  const { scientist, serving } = people;
  chapter("A larger model takes over");
  const next = await registerVersion(scientist, strong.modelId, "churn", larger);
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
  const fresh = await serving.resolve(uri, { etag });
  check("the old ETag no longer holds", fresh.body?.version === next.version, fresh);
  await serve(serving, next, unseen);
  return next;
};

/** Back to the previous holder, by the same rule; the past stays readable. */
export const rollBack = async (
  people: People,
  strong: Registered,
  next: Registered,
  unseen: readonly Penguin[],
): Promise<void> => {
  const { scientist, serving } = people;
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
  await serve(serving, strong, unseen);
  const then = await serving.resolve(uri, { at: before });
  check(`asked what Production was at ${before}: churn/${next.version}`, then.body?.version === next.version, then);
};

/** What the larger model costs beside the smaller one, and what it brings, as measured. */
const costOf = (small: TrainedModel, large: TrainedModel): string => {
  const [one, two] = [small, large].map(({ metrics }) => metrics.microsecondsPerAnswer ?? Number.NaN);
  const gain = (large.metrics.heldOutRight ?? 0) - (small.metrics.heldOutRight ?? 0);
  const size = `${kilobytes(large.file.size)} instead of ${kilobytes(small.file.size)}`;
  return `${size} and ${two} µs an answer instead of ${one}, for ${gain} more right: not worth it`;
};
