import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import type { CompleteAsOf } from "../findings.js";
import type { Anchors } from "./anchors.js";
import type { Signed } from "./dsse.js";
import type { PackIndex } from "./pack-index.js";
import type { Signatures } from "./signatures/signatures.js";

interface Known {
  readonly signed: Signed;
  readonly index: PackIndex;
  readonly checkpoint: Checkpoint;
  readonly anchors: Anchors;
  /** Whether somebody's time stamps are believed. */
  readonly isStamped: boolean;
  readonly signatures: Signatures | undefined;
  readonly signers: readonly string[];
  readonly asOf: CompleteAsOf | null;
  readonly old: readonly string[];
}

/** What somebody could have got wrong, or hidden, without any finding. */
export const unproven = ({ anchors, signatures, signers, asOf, old, ...known }: Known): string[] => [
  "that what entries say was true when it was written",
  `what came after the first ${known.index.size} leaves of the log`,
  ...decisions(signatures, signers),
  "that a role was given by somebody else than its holder; which team a role is of, where no entry here names the team's slug",
  "that no other policy guarded a move, and that gates found what they should have: their inputs are not judged again",
  ...(asOf?.time == null
    ? ["when the checkpoint was signed, and that nobody was shown another: no witness signed it"]
    : []),
  ...(old.length === 0
    ? []
    : [
        `that the log's ${known.checkpoint.size} leaves go on from a smaller checkpoint that was kept: "consistency" tells it on an export`,
      ]),
  ...(known.signed.statement.hardening === null
    ? []
    : [`hardening level ${known.signed.statement.hardening}: that is the registry's own word`]),
  ...unstamped(anchors, known.isStamped),
  ...(anchors.kept === 0
    ? []
    : ["that anchors have what anchors/ says, and since when: ask them; the registry says so"]),
];

const unstamped = ({ tokens, stamps }: Anchors, isStamped: boolean): string[] => {
  if (isStamped && tokens === 0)
    return ["when the checkpoint was there: --tsa was given, and the pack has no time stamp"];
  if (tokens > 0 && !isStamped)
    return ["what the time stamps in anchors/ say: name their authority's certificates with --tsa"];
  return stamps.length === 0 ? [] : ["that no certificate of a time-stamping authority was revoked"];
};

/** Of which decisions the signer's own key shows nothing, and whose word it is whose the keys are. */
const decisions = (signatures: Signatures | undefined, signers: readonly string[]): string[] => {
  if (signatures === undefined) return ["who decided: entries are missing, and no signature was judged"];
  const { shown, shut, unsigned } = signatures.counts;
  return [
    ...(unsigned === 0
      ? []
      : [`that whoever decided did so themself, of ${unsigned} decisions: there is the registry's word alone`]),
    ...(shut === 0
      ? []
      : [`what was signed, of ${shut} decisions: the pack does not hold the texts, none was checked`]),
    ...(shown === 0
      ? []
      : [
          "what signers were shown, and that nobody else had their keys",
          ...(signers.length === 0
            ? ["whose the keys of signers are: their registration and its confirmer say so"]
            : []),
        ]),
  ];
};
