import { expect, it } from "vitest";
import { codeFrom, codeTags } from "../../src/tracking/runs/run-code-rules.js";

it("reads from a run's tags which code it ran", () => {
  const none = { sourceName: null, sourceType: null, commit: null, branch: null, repository: null, entryPoint: null };
  expect(codeFrom([])).toEqual(none);
  expect(codeFrom(codeTags.map((key) => ({ key, value: key.replace("mlflow.", "") })))).toEqual({
    sourceName: "source.name",
    sourceType: "source.type",
    commit: "source.git.commit",
    branch: "source.git.branch",
    repository: "source.git.repoURL",
    entryPoint: "project.entryPoint",
  });
  expect(codeFrom([{ key: "commit", value: "x" }])).toEqual(none);
});
