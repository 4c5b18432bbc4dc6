import { z } from "zod";
import { knownPrincipals, slugsOfTeams } from "../../access/teams/team-members.queries.js";
import type { Tx } from "../../acts/command.js";
import { invalid } from "../../errors.js";
import { displayName } from "../../input.js";
import { type Lifecycle, parseSlot, type Slot } from "../../registry/lifecycle-rules.js";
import { requirementInput, requirementLimits } from "../policies/requirement-input.js";
import { type Gate, gateKinds, storedGate } from "./gate.js";
import {
  champion,
  check,
  document,
  files,
  gateLimits,
  groups,
  metric,
  provenance,
  signature,
  tag,
} from "./given-gates.js";

const GATE_KEY = /^[a-z0-9-]{1,64}$/;

const gate = z
  .strictObject({
    key: z.string().regex(GATE_KEY, { error: "1–64 lower-case letters a–z, digits and “-”." }),
    title: displayName.nullish(),
    waivableBy: z
      .array(requirementInput)
      .max(requirementLimits.requirements, "at most 10 requirements.")
      .transform((all) => all.map(({ teamId, ...rest }) => ({ ...rest, ...(teamId != null && { teamId }) })))
      .nullish(),
    metric: metric.nullish(),
    champion: champion.nullish(),
    groups: groups.nullish(),
    tag: tag.nullish(),
    check: check.nullish(),
    document: document.nullish(),
    signature: signature.nullish(),
    files: files.nullish(),
    provenance: provenance.nullish(),
  })
  .refine((given) => gateKinds.filter((kind) => given[kind] != null).length === 1, {
    error: `exactly one of ${gateKinds.join(", ")}.`,
  });

/** The gates of a policy as they are given. */
export const gateList = z
  .array(gate, { error: "a list of gates." })
  .max(gateLimits.gates, "at most 20 gates.")
  .superRefine((gates, context) => {
    for (const [index, { key }] of gates.entries())
      if (gates.findIndex((each) => each.key === key) < index)
        context.addIssue({ code: "custom", path: [index, "key"], message: `"${key}" is another gate's key already.` });
  });

type Given = z.output<typeof gateList>[number];

/** What is at its default, or not given: it is left out of what a policy stores, and of its digest. */
const isLeftOut = (name: string, value: unknown): boolean => {
  if (value == null || (Array.isArray(value) && value.length === 0)) return true;
  const atDefault = { margin: 0, without: "PASS", subject: "VERSION", confidence: 0.95 } as const;
  return value === false || Object.entries(atDefault).some(([key, usual]) => key === name && value === usual);
};

const tidied = (given: object): object =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name, value]) => !isLeftOut(name, value))
      .map(([name, value]) => [name, tidiedValue(value)]),
  );

const tidiedValue = (value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return tidied(value);
  return Object.is(value, -0) ? 0 : value;
};

/** Of tags and documents it is the default that they are somebody independent's: only that anybody may is kept. */
const tidiedOf = ({ independent, ...rest }: { independent?: boolean | null | undefined }): object => ({
  ...tidied(rest),
  ...(independent === false && { independent }),
});

const storedForm = ({ tag: ofTag, document: ofDocument, ...rest }: Given): Gate =>
  storedGate.parse({
    ...tidied(rest),
    ...(ofTag != null && { tag: tidiedOf(ofTag) }),
    ...(ofDocument != null && { document: tidiedOf(ofDocument) }),
  });

/** Checks gates against the lifecycle and the teams, and gives them the form that a policy stores. */
export const storedGates = async (
  tx: Tx,
  given: readonly Given[],
  { lifecycle, slots }: { lifecycle: Lifecycle; slots: readonly string[] },
): Promise<Gate[]> => {
  await requireTeams(tx, given);
  await requirePrincipals(tx, given);
  return given.map((each, index) => {
    if (each.signature?.mode === "COMPATIBLE") requireOneHolder(lifecycle, slots, index);
    if (each.champion == null) return storedForm(each);
    const against = comparedWith(each.champion, { lifecycle, slots, index });
    return storedForm({ ...each, champion: { ...each.champion, against } });
  });
};

/** A shared stage has no champion that a signature could be held against. */
const requireOneHolder = (lifecycle: Lifecycle, slots: readonly string[], index: number): void => {
  const shared = slots.map((slot) => parseSlot(lifecycle, slot)).find(({ exclusive }) => !exclusive);
  if (shared === undefined) return;
  throw invalid(
    ["gates", String(index), "signature", "mode"],
    `${shared.name} is a shared stage, in which no version is the champion: COMPATIBLE is for exclusive stages and aliases.`,
  );
};

interface Comparing {
  readonly lifecycle: Lifecycle;
  readonly slots: readonly string[];
  readonly index: number;
}

/** The slot that a champion gate compares with, in the lifecycle's spelling; null: the one entered, which must have one holder. */
const comparedWith = (
  { against }: NonNullable<Given["champion"]>,
  { lifecycle, slots, index }: Comparing,
): string | null => {
  const path = ["gates", String(index), "champion", "against"];
  const slot = (name: string): Slot => parseSlot(lifecycle, name, ["input", ...path]);
  const shared = (against == null ? slots : [against]).map(slot).find(({ exclusive }) => !exclusive);
  if (shared !== undefined)
    throw invalid(
      path,
      `${shared.name} is a shared stage, in which no version is the champion: name an exclusive stage or an alias.`,
    );
  return against == null ? null : slot(against).name;
};

const teamsOf = (given: Given): { path: string[]; teamId: string }[] => {
  const named: [string[], string | null | undefined][] = [
    [["metric", "evaluator", "teamId"], given.metric?.evaluator?.teamId],
    [["champion", "evaluator", "teamId"], given.champion?.evaluator?.teamId],
    [["groups", "evaluator", "teamId"], given.groups?.evaluator?.teamId],
    [["tag", "setBy", "teamId"], given.tag?.setBy?.teamId],
    [["document", "publishedBy", "teamId"], given.document?.publishedBy?.teamId],
    ...(given.waivableBy ?? []).map(({ teamId }, index): [string[], string | undefined] => [
      ["waivableBy", String(index), "teamId"],
      teamId,
    ]),
  ];
  return named.flatMap(([path, teamId]) => (teamId == null ? [] : [{ path, teamId }]));
};

const requireTeams = async (tx: Tx, given: readonly Given[]): Promise<void> => {
  const named = given.flatMap((each, index) =>
    teamsOf(each).map(({ path, teamId }) => ({ path: ["gates", String(index), ...path], teamId })),
  );
  if (named.length === 0) return;
  const known = await slugsOfTeams(
    tx,
    named.map(({ teamId }) => teamId),
  );
  for (const { path, teamId } of named) if (!known.has(teamId)) throw invalid(path, "There is no such team.");
};

const requirePrincipals = async (tx: Tx, given: readonly Given[]): Promise<void> => {
  const named = given.flatMap(({ check: ofCheck }, index) =>
    (ofCheck?.reportedBy ?? []).map((id, place) => ({
      path: ["gates", String(index), "check", "reportedBy", String(place)],
      id,
    })),
  );
  if (named.length === 0) return;
  const known = await knownPrincipals(
    tx,
    named.map(({ id }) => id),
  );
  for (const { path, id } of named) if (!known.has(id)) throw invalid(path, "There is no such principal.");
};
