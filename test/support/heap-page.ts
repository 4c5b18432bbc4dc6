import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { query, type TestDatabase } from "./database.js";

const PAGE = 8192;
/** Where a page's header keeps its checksum. */
const CHECKSUM_AT = 8;
const PRIME = 16_777_619;
/** One for each of the sums that PostgreSQL keeps in turn (storage/checksum_impl.h). */
const offsets = [
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c, 0xf8d4474f,
  0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb, 0xe58f764b, 0x187636bc,
  0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4, 0x783125bb, 0x6ca8eaa2, 0xe407eac6,
  0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
];

const mix = (sum: number, word: number): number => {
  const mixed = sum ^ word;
  return Math.imul(mixed, PRIME) ^ (mixed >>> 17);
};

/** What PostgreSQL writes into a page's header, so that it notices a disk that errs. */
const checksumOf = (page: Buffer, block: number): number => {
  const words = Buffer.from(page);
  words.writeUInt16LE(0, CHECKSUM_AT);
  const sums = [...offsets];
  const lane = (sum: number): void => {
    for (let at = sum * 4; at < PAGE; at += offsets.length * 4) sums[sum] = mix(sums[sum] ?? 0, words.readInt32LE(at));
    sums[sum] = mix(mix(sums[sum] ?? 0, 0), 0);
  };
  for (const sum of offsets.keys()) lane(sum);
  const all = (sums.reduce((one, other) => one ^ other) ^ block) >>> 0;
  return (all % 65_535) + 1;
};

/**
 * Puts other bytes of the same length where they first stand in a table's file, as whoever owns the machine can, and the
 * page's checksum right if asked to. Nobody may have been connected to the database, a copy of files.
 */
export const overwriteHeap = async (
  { superuserUrl }: TestDatabase,
  { source, table }: { source: TestDatabase; table: string },
  [before, after]: readonly [string, string],
  mended: boolean,
): Promise<void> => {
  const copy = new URL(superuserUrl).pathname.slice(1);
  const [row] = await query<{ path: string }>(
    source.superuserUrl,
    `select format('%s/base/%s/%s', current_setting('data_directory'), oid, pg_relation_filenode('${table}')) as path
       from pg_database where datname = '${copy}'`,
  );
  const file = openSync(row?.path ?? "", "r+");
  try {
    const page = Buffer.alloc(PAGE);
    for (let block = 0; readSync(file, page, 0, PAGE, block * PAGE) === PAGE; block++) {
      const at = page.indexOf(before);
      if (at < 0) continue;
      if (checksumOf(page, block) !== page.readUInt16LE(CHECKSUM_AT)) throw new Error("PostgreSQL counts otherwise");
      page.write(after, at);
      if (mended) page.writeUInt16LE(checksumOf(page, block), CHECKSUM_AT);
      writeSync(file, page, 0, PAGE, block * PAGE);
      return;
    }
  } finally {
    closeSync(file);
  }
  throw new Error(`no page of ${table} has ${before}`);
};
