import type { LineageKind, LineageRole } from "../gql/graphql.ts";

/** What stands before a thing's name; nothing where the name says it. */
export const kindWord: Readonly<Record<LineageKind, string | null>> = {
  MODEL: "Model",
  VERSION: null,
  RUN: "Run",
  LOGGED_MODEL: "Logged model",
  DATASET: "Data set",
  SLOT: "Slot",
};

const roles: Readonly<Record<LineageRole, string>> = {
  INPUT: "input",
  MADE: "made it",
  COPIED_TO: "copied",
  NESTED_IN: "nested",
  VERSION_OF: "its version",
  HOLDS: "held now",
  HELD: "held before",
  EVALUATED_BY: "evaluated",
};

/** What one thing was to the next, in words. */
export const roleText = ({ role, context }: { role: LineageRole; context: string | null }): string =>
  context === null ? roles[role] : `${roles[role]} for ${context}`;
