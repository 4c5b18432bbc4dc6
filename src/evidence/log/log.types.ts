import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime, Long, Sha256 } from "../../graphql/scalars.js";
import { Weight } from "../../graphql/weight.js";

export const LogState = same(["SIGNING", "HALTED", "OFF"] as const);
registerEnumType(LogState, {
  name: "LogState",
  description: "Whether the log is extended and signed.",
  valuesConfig: {
    SIGNING: { description: "A sequencer extends and signs it." },
    HALTED: { description: "Something does not fit what was there before: nothing is added until it does." },
    OFF: { description: "No sequencer runs; entries wait." },
  },
});

export const EntryLogState = same(["PENDING", "SEQUENCED", "CHECKPOINTED"] as const);
registerEnumType(EntryLogState, {
  name: "EntryLogState",
  description: "How far the log has an entry.",
  valuesConfig: {
    PENDING: { description: "It waits in the queue." },
    SEQUENCED: { description: "It is a leaf." },
    CHECKPOINTED: { description: "It is a leaf that a signed checkpoint covers." },
  },
});

export const LogKeeperState = same(["NEW", "CONFIRMED", "UNREACHABLE", "REFUSED", "CONFLICT", "LOST"] as const);
registerEnumType(LogKeeperState, {
  name: "LogKeeperState",
  description: "How somebody outside who keeps the log's checkpoints stands.",
  valuesConfig: {
    NEW: { description: "It has none of this log yet." },
    CONFIRMED: { description: "It has the checkpoint of `size` leaves." },
    UNREACHABLE: { description: "It does not answer; it is asked again." },
    REFUSED: { description: "It answers, and does not take the checkpoint; it is asked again." },
    CONFLICT: { description: "It knows a history that the database does not go on from: the log is halted." },
    LOST: { description: "It has confirmed a checkpoint, and has it no more." },
  },
});

@ObjectType({ description: "A witness, who signs the log's checkpoints.", simpleResolvers: true })
export class LogWitness {
  @Field(() => String, { description: "Its name in the file of witnesses." })
  name: string;

  @Field(() => Long, { nullable: true, description: "Leaves of the checkpoint that it signed last." })
  size: bigint | null;

  @Field(() => DateTime, { nullable: true, description: "When it signed that." })
  at: string | null;

  @Field(() => LogKeeperState, { description: "How it stands." })
  state: keyof typeof LogKeeperState;

  @Field(() => String, { nullable: true, description: "What is wrong; null while nothing is." })
  detail: string | null;
}

@ObjectType({ description: "An anchor, a place that keeps the log's checkpoints.", simpleResolvers: true })
export class LogAnchor {
  @Field(() => String, { description: "`file`, `git` or `rfc3161`." })
  kind: string;

  @Field(() => String, { description: "Where it is." })
  target: string;

  @Field(() => Boolean, {
    description: "Whether it stands on the sequencer's own machine because none was configured.",
  })
  isWeak: boolean;

  @Field(() => Long, { nullable: true, description: "Leaves of the newest checkpoint that it has confirmed." })
  size: bigint | null;

  @Field(() => DateTime, { nullable: true, description: "When it did." })
  at: string | null;

  @Field(() => LogKeeperState, { description: "How it stands." })
  state: keyof typeof LogKeeperState;

  @Field(() => String, { nullable: true, description: "What is wrong; null while nothing is." })
  detail: string | null;
}

@ObjectType({ description: "How hard it is to change the log unnoticed; see docs/log.md.", simpleResolvers: true })
export class LogHardening {
  @Field(() => Int, { description: "From 0 (the service itself could do it) to 3 (a stranger would notice it)." })
  level: number;

  @Field(() => [String], { description: "What stands in the way of more, each by its code." })
  findings: readonly string[];
}

const forReaders = "null unless COUNTERSIGN_LOG_ACCESS admits you";

@ObjectType({
  description: "The Merkle log (RFC 6962) over all entries; see docs/log.md.",
  simpleResolvers: true,
})
export class AuditLog {
  @Field(() => ID, { nullable: true, description: "Its id; null before the sequencer's first start." })
  id: string | null;

  @Field(() => String, { nullable: true, description: "Its name, which checkpoints and keys bear." })
  origin: string | null;

  @Field(() => [String], { description: "The keys that sign it, and signed it once, oldest first (C2SP vkeys)." })
  vkeys: readonly string[];

  @Field(() => Long, { nullable: true, description: `Leaves that the last checkpoint covers; ${forReaders}.` })
  size: bigint | null;

  @Field(() => Sha256, { nullable: true, description: `The root of these leaves; ${forReaders}.` })
  root: string | null;

  @Field(() => String, { nullable: true, description: `The last checkpoint, a signed note; ${forReaders}.` })
  checkpoint: string | null;

  @Field(() => Long, { nullable: true, description: `Leaves that the index was committed over last; ${forReaders}.` })
  indexSize: bigint | null;

  @Field(() => Long, { nullable: true, description: `Entries that wait for the sequencer; ${forReaders}.` })
  pending: bigint | null;

  @Field(() => DateTime, { nullable: true, description: `When the oldest of them was written; ${forReaders}.` })
  oldestPendingAt: string | null;

  @Field(() => LogState, { description: "Whether it is extended and signed." })
  state: keyof typeof LogState;

  @Field(() => String, {
    nullable: true,
    description: "What halted it, by the code of docs/log.md, or why it is off; null while it is signed.",
  })
  haltReason: string | null;

  @Field(() => [LogWitness], { nullable: true, description: `Who signs its checkpoints besides it; ${forReaders}.` })
  witnesses: readonly LogWitness[] | null;

  @Field(() => [LogAnchor], { nullable: true, description: `Where its checkpoints are kept; ${forReaders}.` })
  anchors: readonly LogAnchor[] | null;

  @Field(() => LogHardening, {
    nullable: true,
    description: `How hard it is to change it unnoticed, as the sequencer entered it last; ${forReaders}.`,
  })
  hardening: LogHardening | null;
}

@ObjectType({ description: "A link of an entry: a list that it stands in.", simpleResolvers: true })
export class AuditLink {
  @Field(() => String, {
    description: "The kind of the list: that of the thing, or `registered_model.version` and the like.",
  })
  kind: string;

  @Field(() => ID, { description: "The thing." })
  id: string;

  @Field(() => String, { description: "Its role in the act." })
  role: string;
}

@ObjectType({ description: "That an entry is in the log.", simpleResolvers: true })
export class LogProof {
  @Field(() => Long, { description: "The entry's place, counted from 0." })
  leafIndex: bigint;

  @Field(() => Long, { description: "Leaves of the tree that it is proven in." })
  size: bigint;

  @Field(() => [String], { description: "Hashes from the leaf's sibling upwards, in base64 (RFC 6962, 2.1.1)." })
  hashes: readonly string[];

  @Field(() => String, { description: "The same with the checkpoint, as one text (c2sp.org/tlog-proof@v1)." })
  tlogProof: string;
}

@ObjectType({ description: "A key of the index, with the entries that belong to it.", simpleResolvers: true })
export class SubjectIndexKey {
  @Field(() => String, { description: "The key: `kind:id`, `read:kind:id` or `stream:kind:id`." })
  key: string;

  @Field(() => Int, { description: "The number of its leaves." })
  count: number;

  @Field(() => [Long], { description: "Their places, in ascending order." })
  @Weight(5)
  leaves: readonly bigint[];
}

@ObjectType({
  description: "What the log's index has of one thing, and so all that the log has.",
  simpleResolvers: true,
})
export class SubjectIndex {
  @Field(() => Long, { description: "Leaves that the index was committed over last." })
  size: bigint;

  @Field(() => Sha256, { nullable: true, description: "The index's root then; null before the first commitment." })
  root: string | null;

  @Field(() => [SubjectIndexKey], { description: "The keys of the thing that have leaves." })
  keys: readonly SubjectIndexKey[];
}
