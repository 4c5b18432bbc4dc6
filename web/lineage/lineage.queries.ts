import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { LineageDirection, LineageQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const lineageDocument = graphql(`
  query Lineage($id: ID!, $direction: LineageDirection!) {
    lineage(id: $id, direction: $direction, depth: 1) {
      nodes {
        key
        id
        kind
        label
        modelVersion { modelName version }
        run { runId }
        dataset { digest }
      }
      edges { from to role context }
      truncated
    }
  }
`);

const modelDocument = graphql(`
  query LineageOfModel($name: String!) {
    registeredModel(name: $name) { id name }
  }
`);

const versionDocument = graphql(`
  query LineageOfVersion($name: String!, $version: Int!) {
    modelVersion(name: $name, version: $version) { id modelName version }
  }
`);

const runDocument = graphql(`
  query LineageOfRun($id: ID!) {
    run(id: $id) { id runId name }
  }
`);

export type LineageNode = LineageQuery["lineage"]["nodes"][number];
export type LineageEdge = LineageQuery["lineage"]["edges"][number];

/** One step from a thing, one way. */
export const lineageQuery = (id: string, direction: LineageDirection) =>
  queryOptions({
    queryKey: ["lineage", id, direction],
    queryFn: async () => (await ask(lineageDocument, { id, direction })).lineage,
  });

/** The model of that name, or its version of that number; null where it is absent or hidden. */
export const startQuery = (name: string, version: number | undefined) =>
  queryOptions({
    queryKey: ["lineage", "of", name, version],
    queryFn: async () => {
      if (version === undefined) {
        const { registeredModel } = await ask(modelDocument, { name });
        return registeredModel && { id: registeredModel.id, label: registeredModel.name };
      }
      const { modelVersion } = await ask(versionDocument, { name, version });
      return (
        modelVersion && { id: modelVersion.id, label: `${modelVersion.modelName} version ${modelVersion.version}` }
      );
    },
  });

export const startRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["lineage", "run", id],
    queryFn: async () => {
      const { run } = await ask(runDocument, { id });
      return run && { id: run.id, label: run.name || run.runId };
    },
  });
