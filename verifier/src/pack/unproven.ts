import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import type { CompleteAsOf } from "../findings.js";
import type { Signed } from "./dsse.js";
import type { PackIndex } from "./pack-index.js";
import type { Signatures } from "./signatures/signatures.js";

interface Known {
  readonly signed: Signed;
  readonly index: PackIndex;
  readonly checkpoint: Checkpoint;
  /** How many anchors the pack names. */
  readonly anchors: number;
  readonly signatures: Signatures | undefined;
  readonly signers: readonly string[];
  readonly asOf: CompleteAsOf | null;
  readonly old: readonly string[];
}

/** What somebody could have got wrong, or hidden, without any finding. */
export const unproven = ({ signed, index, checkpoint, anchors, signatures, signers, asOf, old }: Known): string[] => [
  "that what entries say was true when it was written",
  `what came after the first ${index.size} leaves of the log`,
  ...decisions(signatures, signers),
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
];

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
