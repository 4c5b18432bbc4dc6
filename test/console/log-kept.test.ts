import { expect, it } from "vitest";
import { keptOf } from "../../web/parts/log/log-kept.js";

const signing = { id: "log_1", state: "SIGNING", haltReason: null, anchors: [], witnesses: [] } as const;
const anchor = { isWeak: false, state: "CONFIRMED", size: 12 } as const;
const weak = { ...anchor, isWeak: true };
const witness = { state: "CONFIRMED", size: 15 } as const;

it.each([
  ["no log yet", { id: null, state: "OFF", anchors: null, witnesses: null }, { is: "NOWHERE" }],
  ["halted, for whom the log admits", { state: "HALTED", haltReason: "FORK: 12" }, { is: "HALTED", code: "FORK" }],
  ["halted, for others", { state: "HALTED", haltReason: "FORK", anchors: null }, { is: "HALTED", code: "FORK" }],
  ["a reader who is not admitted", { anchors: null, witnesses: null }, { is: "HIDDEN" }],
  ["nobody who keeps it", {}, { is: "NOWHERE" }],
  ["keepers that have nothing yet", { anchors: [{ ...anchor, state: "NEW", size: null }] }, { is: "NOWHERE" }],
  ["an anchor that lost it", { anchors: [{ ...anchor, state: "LOST" }] }, { is: "NOWHERE" }],
  ["a weak anchor alone", { anchors: [weak] }, { is: "NEARBY" }],
  [
    "a weak anchor and a true one",
    { anchors: [{ ...weak, size: 99 }, anchor] },
    { is: "OUTSIDE", leaves: 12, by: "1 anchor" },
  ],
  ["a witness", { witnesses: [witness, witness] }, { is: "OUTSIDE", leaves: 15, by: "2 witnesses" }],
  ["one away since", { anchors: [{ ...anchor, state: "UNREACHABLE" }] }, { is: "OUTSIDE", leaves: 12, by: "1 anchor" }],
  ["both", { anchors: [anchor], witnesses: [witness] }, { is: "OUTSIDE", leaves: 15, by: "1 anchor and 1 witness" }],
] as const)("%s", (_, facts, kept) => expect(keptOf({ ...signing, ...facts } as never)).toEqual(kept));
