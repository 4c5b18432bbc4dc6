import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import type { CompleteAsOf } from "../findings.js";
import type { Signed } from "./dsse.js";
import type { PackIndex } from "./pack-index.js";

interface Known {
  readonly signed: Signed;
  readonly index: PackIndex;
  readonly checkpoint: Checkpoint;
  /** How many anchors the pack names. */
  readonly anchors: number;
  /** Folders of the pack whose files are not judged. */
  readonly unjudged: readonly string[];
  readonly asOf: CompleteAsOf | null;
  readonly old: readonly string[];
}

/** What somebody could have got wrong, or hidden, without any finding. */
export const unproven = ({ signed, index, checkpoint, anchors, unjudged, asOf, old }: Known): string[] => [
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
  ...(anchors === 0 ? [] : ["that anchors have what anchors/ says, and since when: ask them; the registry says so"]),
  ...unjudged.map((folder) => `what lies in ${folder}/: this verifier does not read it`),
];
