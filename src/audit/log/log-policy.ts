import { formatPolicy, type Policy } from "../../../verify/log/tlog-policy.js";
import { parseVkey } from "../../../verify/log/vkey.js";

const nobody = { witnesses: [], groups: [], quorum: "none" };

/** The log's own word on whom to believe, by the keys that sign it: it pins nothing until somebody compares them. */
export const ownPolicy = (
  vkeys: readonly string[],
  publicUrl: URL | null,
  { witnesses, groups, quorum }: Pick<Policy, "witnesses" | "groups" | "quorum"> = nobody,
): string =>
  formatPolicy({
    logs: vkeys.flatMap((vkey) => {
      const key = parseVkey(vkey);
      return key === undefined ? [] : [{ key, url: publicUrl && `${publicUrl.href.replace(/\/$/, "")}/log` }];
    }),
    witnesses,
    groups,
    quorum,
  });
