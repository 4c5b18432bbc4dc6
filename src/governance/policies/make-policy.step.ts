import type { Tx } from "../../acts/command.js";
import type { NewEntry } from "../../audit/entry.js";
import { newId } from "../../db/ids.js";
import { storePolicy, storeRevision } from "./policies.store.js";
import { policyAfter, policySubjects } from "./policy-entry.js";
import type { PolicyContent, PolicyModel, StoredScope } from "./policy-input.js";

/** A policy that is to be made. */
export interface PolicyToMake {
  readonly scope: StoredScope;
  /** The model that it covers alone. */
  readonly model: Omit<PolicyModel, "visibility"> | undefined;
  readonly content: PolicyContent;
  readonly by: string;
  /** Number of the installation that it comes with. */
  readonly pack?: bigint;
  /** What its entry says of how it came. */
  readonly entry?: Pick<NewEntry, "action" | "decision">;
}

/** Stores a new policy with its first revision and its entry; answers its id. */
export const makePolicy = async (tx: Tx, { scope, model, content, by, pack, entry }: PolicyToMake): Promise<string> => {
  const id = newId("pol");
  await storePolicy(tx, { id, ...scope, by, pack: pack ?? null });
  await storeRevision(tx, { ...content, id, revision: 1 }, by);
  tx.audit({
    ...entry,
    stream: id,
    label: content.name,
    subjects: policySubjects(scope, model),
    after: policyAfter(scope, 1, content),
  });
  return id;
};
