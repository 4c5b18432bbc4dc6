import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import type { CompleteAsOf } from "../findings.js";
import type { Anchors } from "./anchors.js";
import type { Signed } from "./dsse.js";
import type { PackIndex } from "./pack-index.js";

interface Known {
  readonly signed: Signed;
  readonly index: PackIndex;
  readonly checkpoint: Checkpoint;
  readonly anchors: Anchors;
  /** Whether somebody's time stamps are believed. */
  readonly isStamped: boolean;
  /** Folders of the pack whose files are not judged. */
  readonly unjudged: readonly string[];
  readonly asOf: CompleteAsOf | null;
  readonly old: readonly string[];
}

/** What somebody could have got wrong, or hidden, without any finding. */
export const unproven = ({ signed, index, checkpoint, anchors, isStamped, unjudged, asOf, old }: Known): string[] => [
  "that what entries say was true when it was written",
  `what came after the first ${index.size} leaves of the log`,
  "that whoever signed did so themself: for each decision there is the registry's word alone",
  "that a role was given by somebody else than its holder; which team a role is of, where no entry here names the team's slug",
  "that no other policy guarded a move, and that gates found what they should have: their inputs are not judged again",
  ...(asOf?.time == null
    ? ["when the checkpoint was signed, and that nobody was shown another: no witness signed it"]
    : []),
  ...(old.length === 0
    ? []
    : [
        `that the log's ${checkpoint.size} leaves go on from a smaller checkpoint that was kept: "consistency" tells it on an export`,
      ]),
  ...(signed.statement.hardening === null
    ? []
    : [`hardening level ${signed.statement.hardening}: that is the registry's own word`]),
  ...unstamped(anchors, isStamped),
  ...(anchors.kept === 0
    ? []
    : ["that anchors have what anchors/ says, and since when: ask them; the registry says so"]),
  ...unjudged.map((folder) => `what lies in ${folder}/: this verifier does not read it`),
];

const unstamped = ({ tokens, stamps }: Anchors, isStamped: boolean): string[] => {
  if (isStamped && tokens === 0)
    return ["when the checkpoint was there: --tsa was given, and the pack has no time stamp"];
  if (tokens > 0 && !isStamped)
    return ["what the time stamps in anchors/ say: name their authority's certificates with --tsa"];
  return stamps.length === 0 ? [] : ["that no certificate of a time-stamping authority was revoked"];
};
