import type { Client } from "./client.js";
import * as operations from "./operations.js";
import type { People } from "./people.js";
import type { Registered } from "./registering.js";
import { chapter, check, done, fact, percent, refused, remark } from "./screen.js";
import type { TrainedModel, Workbench } from "./workbench.js";

/** A transition request as its reader is shown it. */
export interface Request {
  readonly id: string;
  readonly state: string;
  readonly contentDigest: string;
  readonly displaces: { readonly version: number } | null;
  readonly requirements: readonly { role: string; team: { slug: string }; needed: number; given: number }[];
}

const progress = ({ requirements }: Request): string =>
  requirements.map(({ team, given, needed }) => `${team.slug} ${given} of ${needed}`).join(", ");

/** Asks for `Production`, naming the version that is believed to hold it now (0: none). */
export const askForProduction = async (
  author: Client,
  version: Registered,
  holder: number,
  reason: string,
): Promise<Request> => {
  type Asked = { requestTransition: { transitionRequest: Request } };
  const input = { modelVersionId: version.id, to: "Production", reason, expectedHolder: holder };
  const request = (await author.ask<Asked>(operations.requestTransition, { input })).requestTransition
    .transitionRequest;
  done(
    author.handle,
    `asks for Production for ${version.name}/${version.version}: ${request.state}, ${progress(request)}`,
  );
  return request;
};

/** Reads a request with the reviewer's own token: its digest, and the accuracy that the registry keeps. */
const read = async (reviewer: Client, id: string): Promise<{ digest: string; accuracy: number; version: number }> => {
  type Shown = { contentDigest: string; modelVersion: { version: number; metrics: { key: string; value: number }[] } };
  const { transitionRequest } = await reviewer.ask<{ transitionRequest: Shown }>(operations.readRequest, { id });
  const { contentDigest, modelVersion } = transitionRequest;
  const accuracy = modelVersion.metrics.find(({ key }) => key === "heldOutAccuracy")?.value ?? Number.NaN;
  return { digest: contentDigest, accuracy, version: modelVersion.version };
};

/** Signs what the registry shows this reviewer. */
export const approve = async (reviewer: Client, request: Request, words: string, meaning: string): Promise<Request> => {
  type Signed = { approveTransition: { transitionRequest: Request } };
  const { digest, version } = await read(reviewer, request.id);
  const input = { transitionRequestId: request.id, contentDigest: digest, comment: words, meaning };
  const signed = (await reviewer.ask<Signed>(operations.approveTransition, { input })).approveTransition
    .transitionRequest;
  done(reviewer.handle, `approves churn/${version} (${meaning}): ${signed.state}, ${progress(signed)}`);
  remark(`“${words}”`);
  return signed;
};

/** Both reviewers sign, each after reading; the second signature moves the version. */
export const approveByBoth = async (
  { risk, legal }: People,
  request: Request,
  { data }: TrainedModel,
): Promise<Request> => {
  const { accuracy } = await read(risk, request.id);
  await approve(risk, request, `${percent(accuracy)} right on rows it had not seen.`, "VALIDATION");
  return approve(legal, request, `The data is under ${data.licence}, which allows this use.`, "APPROVAL");
};

/** The author is refused, the weaker model rejected, the better one approved. */
export const review = async (
  { askForStage }: Workbench,
  people: People,
  weak: Registered,
  strong: Registered,
  forecast: Registered,
): Promise<void> => {
  const { admin, scientist, forecaster, risk } = people;
  chapter("Production takes two reviewers of different teams");
  await askForProduction(forecaster, forecast, 0, "Forecasts better than “as yesterday”");
  const weaker = await askForProduction(scientist, weak, 0, "First model");
  const told = await askForStage(scientist, weak.name, weak.version, "Production");
  check(
    "an MLflow client that asks for the stage is told which request waits, and for whom",
    told.includes(weaker.id),
    told,
  );
  remark(told);
  const better = await askForProduction(scientist, strong, 0, "Better than the first model");
  await showInbox(risk);
  const own = await read(scientist, better.id);
  const signature = { transitionRequestId: better.id, contentDigest: own.digest, comment: "I trust my model" };
  const self = await scientist.expectRefusal(operations.approveTransition, { input: signature }, "SELF_APPROVAL");
  refused(scientist.handle, `approves their own churn/${strong.version}, though also a REVIEWER of model-risk`, self);
  const power = await admin.expectRefusal(operations.approveTransition, { input: signature }, "FORBIDDEN");
  refused(admin.handle, `approves churn/${strong.version}: who administers everything signs nothing by it`, power);
  const stale = { ...signature, contentDigest: weaker.contentDigest };
  const other = await risk.expectRefusal(operations.approveTransition, { input: stale }, "CONTENT_CHANGED");
  refused(risk.handle, `signs churn/${strong.version} with the digest of another request`, other);
  await reject(risk, weaker, better);
  const applied = await approveByBoth(people, better, strong.model);
  check(`the second signature moved churn/${strong.version} into Production`, applied.state === "APPLIED", applied);
};

const showInbox = async (reviewer: Client): Promise<void> => {
  type Waiting = { modelName: string; version: number };
  const { transitionRequests } = await reviewer.ask<{ transitionRequests: { nodes: Waiting[] } }>(operations.inbox);
  const waiting = transitionRequests.nodes.map(({ modelName, version }) => `${modelName}/${version}`);
  fact("inbox", `${reviewer.handle} sees ${waiting.toReversed().join(", ")}`);
  check(
    "a reviewer reads another team's private model while it waits for them",
    waiting.includes("demand-forecast/1"),
    waiting,
  );
};

/** A reviewer compares what the registry keeps of both, and ends the weaker one's request. */
const reject = async (reviewer: Client, weaker: Request, better: Request): Promise<void> => {
  type Rejected = { rejectTransition: { transitionRequest: Request } };
  const [one, two] = [await read(reviewer, weaker.id), await read(reviewer, better.id)];
  const comment = `Only ${percent(one.accuracy)} right; version ${two.version} has ${percent(two.accuracy)}.`;
  const input = { transitionRequestId: weaker.id, comment };
  const { rejectTransition } = await reviewer.ask<Rejected>(operations.rejectTransition, { input });
  const { state } = rejectTransition.transitionRequest;
  done(reviewer.handle, `rejects churn/${one.version}: ${state}`);
  remark(`“${comment}”`);
  check("one rejection ended the weaker model's request", state === "REJECTED" && one.accuracy < two.accuracy, {
    one,
    two,
    state,
  });
};
