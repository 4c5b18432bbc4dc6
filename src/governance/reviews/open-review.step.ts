import type { Tx } from "../../acts/command.js";
import { newId } from "../../db/ids.js";
import type { Locked } from "../../registry/registry.store.js";
import { versionLabel, versionLinks } from "../../registry/rights.js";
import { handsIn } from "../hands-rules.js";
import { policyLinks } from "../links.js";
import { decidingPolicies, type Move } from "../move-rules.js";
import { approversOf } from "../requests/decisions.queries.js";
import { storeReview } from "./reviews.store.js";

/** Opens the review that an applied emergency owes: by the policies' ordinary requirements, within the shortest time. */
export const openReview = async (
  tx: Tx,
  { model, version }: Locked,
  { id: requestId, move }: { readonly id: string; readonly move: Move },
): Promise<void> => {
  const policies = decidingPolicies(model.teamId, move.guarding);
  const hours = move.guarding.flatMap(({ emergency }) => emergency?.reviewWithinHours ?? []);
  const id = newId("rev");
  const dueAt = await storeReview(tx, {
    id,
    requestId,
    modelId: model.id,
    versionId: version.id,
    withinHours: Math.min(...hours),
    policies,
    excludes: [...new Set((await approversOf(tx, requestId)).flatMap(handsIn))],
  });
  tx.audit({
    stream: version.id,
    action: "openReview",
    label: versionLabel(model, version),
    subjects: [
      ...versionLinks(model),
      { id: requestId, role: "request" },
      { id, role: "review" },
      ...policyLinks(policies),
    ],
    after: { review: id, request: requestId, state: "OPEN", dueAt },
  });
};
