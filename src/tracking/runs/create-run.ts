import { z } from "zod";
import { peopleBehind } from "../../access/caller.js";
import { command } from "../../acts/command.js";
import { newId, uuidOfId } from "../../db/ids.js";
import { invalid } from "../../errors.js";
import { id } from "../../input.js";
import { newAuthors, rememberAuthors } from "../authors.store.js";
import {
  findReadableExperiment,
  ownerLinks,
  requireExperimentRight,
  requireLiveExperiment,
} from "../experiments/experiment-rights.js";
import { numberKeys } from "../keys.store.js";
import { RUN_NAME, randomName } from "../run-names.js";
import { cutValue, long, tagsOnce } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { storeRun, storeRunTags } from "./runs.store.js";

/** Starts a run in an experiment. Its name is the tag mlflow.runName, made up where none is given. */
export const createRun = command(
  "createRun",
  {
    scope: "WRITE",
    input: z.object({
      experimentId: id,
      name: cutValue(limits.tagValue).nullish(),
      userId: cutValue(limits.userId).nullish(),
      startTime: long.nullish(),
      tags: tagsOnce(limits.tagValue),
    }),
  },
  async (ctx, tx, input) => {
    const experiment = await findReadableExperiment(ctx, tx, input.experimentId);
    requireExperimentRight(ctx, experiment, "contribute");
    requireLiveExperiment(experiment);
    const name = nameOf(input);
    const tags = [...input.tags.filter(({ key }) => key !== RUN_NAME), { key: RUN_NAME, value: name }];
    const keys = tags.map(({ key }) => key);
    const runId = newId("run");
    const run = { id: runId, uuid: uuidOfId(runId), experiment: experiment.number };
    const startTime = await storeRun(tx, {
      ...run,
      userId: input.userId ?? "",
      startTime: input.startTime ?? null,
      by: ctx.principal.id,
      authors: peopleBehind(ctx),
    });
    tx.afterCommit(() => rememberAuthors(ctx.db, newAuthors(ctx, [run.uuid])));
    await storeRunTags(tx, { ...run, startTime }, tags, await numberKeys(ctx.db, keys));
    tx.audit({
      stream: runId,
      label: name,
      subjects: [
        { id: experiment.id, role: "experiment", label: experiment.name },
        ...ownerLinks(experiment.ownerId, experiment.ownerSlug),
      ],
      after: {
        name,
        experiment: experiment.number.toString(),
        user: input.userId ?? "",
        startTime: startTime.toString(),
      },
    });
    return { runId };
  },
);

const nameOf = (input: {
  name?: string | null | undefined;
  tags: readonly { key: string; value: string }[];
}): string => {
  const tagged = input.tags.find(({ key }) => key === RUN_NAME)?.value;
  const named = input.name || undefined;
  if (named !== undefined && tagged !== undefined && named !== tagged)
    throw invalid(
      "name",
      `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${named}', mlflow.runName='${tagged}').`,
    );
  return (named ?? tagged) || randomName();
};
