import { formatPolicy } from "../../../verify/log/tlog-policy.js";
import { parseVkey } from "../../../verify/log/vkey.js";

/** The log's own word on whom to believe, by the keys that sign it: it pins nothing until somebody compares them. */
export const ownPolicy = (vkeys: readonly string[], publicUrl: URL | null): string =>
  formatPolicy({
    logs: vkeys.flatMap((vkey) => {
      const key = parseVkey(vkey);
      return key === undefined ? [] : [{ key, url: publicUrl && `${publicUrl.href.replace(/\/$/, "")}/log` }];
    }),
    witnesses: [],
    groups: [],
    quorum: "none",
  });
