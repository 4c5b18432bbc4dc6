import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { CheckMoveQuery, MoveGatesQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import type { asked } from "../parts/word/places.ts";

export const requestMoveDocument = graphql(`
  mutation RequestMove($input: RequestTransitionInput!) {
    requestTransition(input: $input) {
      transitionRequest { id state to }
      userErrors { code message path }
    }
  }
`);

const checkDocument = graphql(`
  query CheckMove($id: ID!, $to: String!) {
    checkTransition(modelVersionId: $id, to: $to) {
      canRequest
      appliesAtOnce
      places { role needed team { name } }
      refusals { act code message who }
      gates(first: 50) { key title verdict required observed cause policy { id } }
    }
  }
`);

export type Check = CheckMoveQuery["checkTransition"];

interface Moved {
  readonly id: string;
  readonly modelName: string;
  readonly version: number;
}

/** What would become of the move, before anybody asks. */
export const checkQuery = ({ id, modelName, version }: Moved, to: string) =>
  queryOptions({
    queryKey: ["version", modelName, version, "check", to],
    queryFn: async () => (await ask(checkDocument, { id, to })).checkTransition,
    enabled: to !== "",
  });

const gatesDocument = graphql(`
  query MoveGates($name: String!, $version: Int!, $to: String!) {
    modelVersion(name: $name, version: $version) {
      gates(to: $to) {
        key
        title
        verdict
        cause
        policy { id name gates(first: 20) { key waivableBy { role count team { name } } } }
      }
      registeredModel {
        guards(first: 50) {
          slot
          policies(first: 20) {
            id
            emergency { reviewWithinHours requirements { role count team { name } } }
          }
        }
      }
    }
  }
`);

type Guarded = NonNullable<MoveGatesQuery["modelVersion"]>;
export type FailingGate = Guarded["gates"][number] & { readonly policy: { readonly id: string } };

type Signers = Parameters<typeof asked>[0];

/** What stands in the way of a move, and which ways past it the policies leave open. */
export interface WaysPast {
  /** How many gates would fail. */
  readonly failing: number;
  /** Those of them that somebody may waive, and who. */
  readonly waivable: readonly { readonly gate: FailingGate; readonly by: Signers }[];
  /** Who signs in an emergency; null where a policy allows none. */
  readonly emergency: { readonly by: Signers; readonly reviewWithinHours: number } | null;
}

/** The gates that would fail, who may waive them, and whether an emergency is allowed. */
export const waysPastQuery = ({ modelName: name, version }: Moved, to: string) =>
  queryOptions({
    queryKey: ["version", name, version, "ways past", to],
    queryFn: async () => waysPast((await ask(gatesDocument, { name, version, to })).modelVersion ?? null, to),
    enabled: to !== "",
  });

const waysPast = (of: Guarded | null, to: string): WaysPast => {
  const failing = (of?.gates ?? []).filter(({ verdict }) => verdict === "FAILED");
  return {
    failing: failing.length,
    waivable: failing.flatMap((gate) => {
      const by = gate.policy?.gates.find(({ key }) => key === gate.key)?.waivableBy ?? [];
      return gate.policy === null || by.length === 0 ? [] : [{ gate: { ...gate, policy: gate.policy }, by }];
    }),
    emergency: emergencyOf(of, to),
  };
};

/** Every policy that guards the slot, for a model of this risk, must allow it. */
const emergencyOf = (of: Guarded | null, to: string): WaysPast["emergency"] => {
  const guard = of?.registeredModel?.guards.find(({ slot }) => slot.toLowerCase() === to.toLowerCase());
  const guarding = guard?.policies ?? [];
  const terms = guarding.flatMap(({ emergency }) => emergency ?? []);
  if (terms.length === 0 || terms.length < guarding.length) return null;
  return {
    by: terms.flatMap(({ requirements }) => requirements),
    reviewWithinHours: Math.min(...terms.map(({ reviewWithinHours }) => reviewWithinHours)),
  };
};
