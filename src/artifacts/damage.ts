import { Counter, type Registry } from "prom-client";
import { DomainError } from "../errors.js";

/** What is wrong with a blob's bytes: they are not there, are others than were stored, or cannot be read. */
export type Damage = "missing" | "changed" | "unreadable";

const words: Record<Damage, string> = {
  missing: "are missing on the service's disk",
  changed: "on the service's disk are not those that were stored",
  unreadable: "on the service's disk cannot be read",
};

/** Bytes that cannot be sent, since nothing shows any more that they are those of their digest. */
export class DamagedBlob extends DomainError<"INTERNAL"> {
  constructor(
    readonly damage: Damage,
    readonly sha256: string,
    cause?: unknown,
  ) {
    super(
      "INTERNAL",
      `The bytes with the SHA-256 ${sha256} ${words[damage]}: they are not sent. Whoever runs the service restores them from a backup (npm run verify-blobs lists such files), or store the same file again.`,
      { cause },
    );
  }
}

/** Counts bytes that could not be sent, by what is wrong with them. */
export type CountDamage = (damage: Damage) => void;

export const damageCounter = (registry: Registry): CountDamage => {
  const counter = new Counter({
    name: "countersign_artifact_blobs_damaged_total",
    help: "Requests for artifacts whose bytes were found missing, changed or unreadable on disk, by damage.",
    labelNames: ["damage"],
    registers: [registry],
  });
  for (const damage of ["missing", "changed", "unreadable"] as const) counter.labels(damage).inc(0);
  return (damage) => counter.labels(damage).inc();
};

declare module "../context.js" {
  interface Ctx {
    readonly countDamage: CountDamage;
  }
}
