import { systemCtx } from "../access/system.js";
import { type Collected, type CollectOptions, collectBlobs } from "../artifacts/collect-blobs.js";
import { readConfig } from "../config.js";
import { readArguments, wrongArguments } from "./arguments.js";
import { withBlobs } from "./with-blobs.js";
import { told } from "./with-database.js";

const USAGE = `usage: npm run collect-blobs -- [--dry-run] [--grace-hours N]
Removes the bytes of artifacts that no run, logged model or version names any more and that were not touched for N hours
(24 unless told), and what broken uploads left behind. --dry-run only tells what would go.`;

const readOptions = (): CollectOptions => {
  const { values } = readArguments(USAGE, {
    options: { "dry-run": { type: "boolean" }, "grace-hours": { type: "string" } },
  });
  const hours = values["grace-hours"] ?? "24";
  if (!/^\d{1,5}(\.\d{1,3})?$/.test(hours))
    throw wrongArguments("--grace-hours takes a number of hours, from 0 up", USAGE);
  return { dryRun: values["dry-run"] === true, graceHours: Number(hours) };
};

const counted = (count: number, noun: string, bytes: bigint): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"} (${bytes.toLocaleString("en-US")} bytes)`;

const report = ({ blobs, bytes, uploads }: Collected, { dryRun, graceHours }: CollectOptions): string => {
  const what = `${counted(blobs, "blob", bytes)} that nothing names and ${counted(uploads.files, "broken upload", uploads.bytes)}`;
  return dryRun
    ? `Dry run, nothing was removed: ${what} would go, with a grace period of ${graceHours} h.`
    : `Removed ${what}; the grace period was ${graceHours} h.`;
};

await told(async () => {
  const options = readOptions();
  const found = await withBlobs(readConfig(), ({ db, blobs, log }) =>
    collectBlobs({ ...systemCtx(db, log, "cli"), blobs }, options),
  );
  console.log(report(found, options));
});
