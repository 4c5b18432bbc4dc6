import { type VersionContent, versionDigest } from "../../../verify/version-digest.js";
import type { Check, LogFinding } from "../../audit/check/finding.js";

const PAGE = 200;

const page = `
  select v.id, v.registered_model_id as "modelId", v.version, v.digest, v.source, v.run_id as "runId", v.params, v.metrics,
    v.datasets, v.artifacts, v.run_snapshot as run
  from model_version v where v.id > $1 order by v.id limit ${PAGE}`;

type Row = VersionContent & { id: string; modelId: string; version: number; digest: string };

/** What each version froze has the digest that its row holds, which the log commits to. */
export const checkContent: Check = async (client) => {
  const findings: LogFinding[] = [];
  for (let after = ""; ; ) {
    const { rows } = await client.query<Row>(page, [after]);
    for (const { id, modelId, version, digest, ...content } of rows)
      if (versionDigest(modelId, version, content) !== digest)
        findings.push({
          code: "CONTENT_MISMATCH",
          entry: null,
          stream: `model_version:${id}`,
          detail: `what ${id} froze does not have its digest`,
        });
    after = rows.at(-1)?.id ?? "";
    if (rows.length < PAGE) return findings;
  }
};
