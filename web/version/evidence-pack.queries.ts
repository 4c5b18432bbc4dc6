import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";

export const createPackDocument = graphql(`
  mutation CreatePack($input: CreateEvidencePackInput!) {
    createEvidencePack(input: $input) {
      evidencePack { ...Pack }
      userErrors { code message path }
    }
  }

  fragment Pack on EvidencePack {
    id
    sha256
    size
    disclosed
    checkpointSize
    createdAt
    createdBy { displayName }
    downloadUrl
  }
`);

const packsDocument = graphql(`
  query Packs($id: ID!) {
    evidencePacks(modelVersionId: $id, first: 20) { nodes { ...Pack } }
  }
`);

/** Packs of the version that the viewer may download; asked for when the dialog opens. */
export const packsQuery = (id: string) =>
  queryOptions({
    queryKey: ["packs", id],
    queryFn: async () => (await ask(packsDocument, { id })).evidencePacks.nodes,
  });

const packListDocument = graphql(`
  query PackList {
    policyPacks(first: 50) { id version title regime status }
  }
`);

/** The policy packs that the service has; asked for when somebody looks at controls. */
export const policyPacksQuery = (enabled: boolean) =>
  queryOptions({
    queryKey: ["policyPacks"],
    queryFn: async () => (await ask(packListDocument)).policyPacks,
    enabled,
  });

const controlsDocument = graphql(`
  query Controls($name: String!, $version: Int!, $pack: String!, $packVersion: String!) {
    modelVersion(name: $name, version: $version) {
      controls(pack: $pack, packVersion: $packVersion) {
        id
        title
        state
        judgement
        missing
        evidence { what label hidden }
      }
    }
  }
`);

/** What of a pack's controls is met by the version, and by which records. */
export const controlsQuery = (name: string, version: number, [pack, packVersion]: readonly [string, string]) =>
  queryOptions({
    queryKey: ["version", name, version, "controls", pack, packVersion],
    queryFn: async () =>
      (await ask(controlsDocument, { name, version, pack, packVersion })).modelVersion?.controls ?? [],
    enabled: pack !== "",
  });
