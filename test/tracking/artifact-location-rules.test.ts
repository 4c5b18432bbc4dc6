import { expect, it } from "vitest";
import {
  decodedFully,
  isPlainPath,
  isPlainUri,
  parseArtifactLocation,
} from "../../src/tracking/experiments/artifact-location-rules.js";
import { trackingLimits } from "../../src/tracking/tracking-limits.js";

const encoded = (text: string, times: number): string =>
  Array.from({ length: times }).reduce<string>((each) => encodeURIComponent(each), text);

it.each<[string, string | undefined]>([
  ["a/b", "a/b"],
  ["%61", "a"],
  ["%2561", "a"],
  [encoded("é", 9), "é"],
  [encoded("é", 10), undefined],
  ["%", undefined],
  ["%ff", undefined],
])("%s is decoded to %s", (text, decoded) => expect(decodedFully(text)).toBe(decoded));

it.each<[string, boolean, boolean]>([
  ["a/b", true, true],
  ["a b", true, false],
  ["a;b", true, false],
  ["a@b", true, false],
  ["a%40b", true, false],
  ["a%20b", true, false],
  ["a/../b", false, false],
  ["a/./b", false, false],
  ["..", false, false],
  ["a/...", true, true],
  ["a..b", true, true],
  ["%2e%2e/b", false, false],
  ["a\\b", false, false],
  ["a?b", false, false],
  ["a%23b", false, false],
  ["a\u0000b", false, false],
  ["a\u202eb", false, false],
  ["\ud800", false, false],
  ["%", false, false],
])("%j is a plain path: %s, a plain URI: %s", (text, path, uri) =>
  expect([isPlainPath(text), isPlainUri(text)]).toEqual([path, uri]),
);

const most = trackingLimits.artifactLocation;
it.each<[string | null, string | null]>([
  [null, null],
  ["", null],
  ["s3://bucket", "s3://bucket"],
  ["S3://Bucket/Key/", "s3://Bucket/Key"],
  ["gs://b/k//", "gs://b/k"],
  ["oss://b/k", "oss://b/k"],
  ["r2://b", "r2://b"],
  ["dbfs://b", "dbfs://b"],
  ["hdfs://b", "hdfs://b"],
  ["wasbs://b", "wasbs://b"],
  ["abfss://b", "abfss://b"],
  [`s3://${"x".repeat(most - 5)}`, `s3://${"x".repeat(most - 5)}`],
])("%j is kept as %j", (given, kept) => expect(parseArtifactLocation(given)).toBe(kept));

it.each([
  "s3:/bucket",
  "s3:///key",
  "s3://",
  "xs3://bucket",
  "1s3://bucket",
  "http://host",
  "file:///etc",
  "/etc",
  "s3://user@host/key",
  "s3://bucket/../key",
  "s3://bucket?x",
  `s3://${"x".repeat(most - 4)}`,
])("%s is refused", (given) =>
  expect(() => parseArtifactLocation(given)).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      path: ["input", "artifactLocation"],
      message: `artifact_location: leave it out and the service keeps the artifacts; or name a store that your clients reach by themselves: s3://, gs://, abfss://, wasbs://, hdfs://, dbfs://, r2://, oss:// with a host, without user, query, fragment or dot segments, at most ${most.toLocaleString("en-US")} characters.`,
    }),
  ),
);
