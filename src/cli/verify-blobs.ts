import { type FoundDamage, type Verified, verifyBlobs } from "../artifacts/verify-blobs.js";
import { readConfig } from "../config.js";
import { readArguments } from "./arguments.js";
import { withBlobs } from "./with-blobs.js";
import { told } from "./with-database.js";

const USAGE = `usage: npm run verify-blobs
Reads the bytes of every artifact and holds them against the SHA-256 that they were stored under. It changes nothing, and
may run beside the service. Progress goes to standard error, what is damaged to standard output.
Exit code 0: all bytes are as they were stored; 1: some are missing, changed or unreadable; 2: they could not be checked.`;

const EVERY_MS = 5_000;

const number = (count: number | bigint): string => count.toLocaleString("en-US");

const lineOf = ({ damage, sha256, size, names }: FoundDamage): string => {
  const named = names.length === 0 ? "no file has them any more" : names.join(", ");
  return `${damage} ${sha256} (${number(size)} bytes): ${named}`;
};

/** Tells now and then how far it has come; so that nobody waits in silence, also within a large blob. */
const teller = () => {
  let so: Verified | undefined;
  const timer = setInterval(() => {
    if (so === undefined) console.error("verify-blobs: reading the first blob");
    else
      console.error(
        `verify-blobs: ${number(so.blobs)} of ${number(so.ofBlobs)} blobs, ${number(so.bytes)} of ${number(so.ofBytes)} bytes`,
      );
  }, EVERY_MS);
  return {
    progress: (next: Verified): void => {
      so = next;
    },
    end: (): void => clearInterval(timer),
  };
};

const verify = async (): Promise<void> => {
  readArguments(USAGE, { options: {} });
  const { progress, end } = teller();
  let damaged = 0;
  try {
    const { blobs, bytes } = await withBlobs(readConfig(), (opened) =>
      verifyBlobs({
        db: opened.db.single,
        blobs: opened.blobs,
        progress,
        damaged: (found) => {
          damaged++;
          console.log(lineOf(found));
        },
      }),
    );
    console.log(
      damaged === 0
        ? `All ${number(blobs)} blobs (${number(bytes)} bytes) are as they were stored.`
        : `${number(damaged)} of ${number(blobs)} blobs are damaged: restore their files from a backup, or store the same bytes again.`,
    );
    process.exitCode = damaged === 0 ? 0 : 1;
  } finally {
    end();
  }
};

await told(verify, 2);
