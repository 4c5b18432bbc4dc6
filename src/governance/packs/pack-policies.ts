import { z } from "zod";
import { policyShape } from "../policies/policy-input.js";
import type { PolicyTemplate } from "./pack.js";

const shape = z.strictObject(policyShape);

/** What a template says once its teams are known, as a new policy's input. */
export type PolicyOfPack = z.output<typeof shape>;

/** Every name of a team in a template, once. */
export const teamsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return [...new Set(value.flatMap(teamsIn))];
  if (typeof value !== "object" || value === null) return [];
  const names = Object.entries(value).flatMap(([key, each]) =>
    key === "team" && typeof each === "string" ? [each] : teamsIn(each),
  );
  return [...new Set(names)];
};

const filled = (value: unknown, teams: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => filled(each, teams));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]): [string, unknown] => {
      if (key === "team" && typeof each === "string") return ["teamId", teams.get(each)];
      if (key === "maxBytes" && Number.isSafeInteger(each)) return [key, BigInt(each as number)];
      return [key, filled(each, teams)];
    }),
  );
};

/** A template's policies with these teams, by their names in the pack; throws a ZodError where it makes no policy. */
export const policyOf = (template: PolicyTemplate, teams: ReadonlyMap<string, string>): PolicyOfPack =>
  shape.parse(filled(template, teams));
