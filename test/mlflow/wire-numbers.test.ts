import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Mlflow, type WireReply } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Numbers on the wire: 64-bit integers exactly, doubles with NaN and infinities. */

let world: World;
let ana: Mlflow;
let experiment: string, run: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("numbers");
  run = await ana.run(experiment);
});
afterAll(() => world?.close());

/** Sends a body as it is. */
const sendText = (path: string, body: string, type: string | null = "application/json"): Promise<WireReply> =>
  ana.raw("POST", path, { body: Buffer.from(body), headers: type === null ? {} : { "content-type": type } });

const errorOf = ({ status, body, text }: WireReply): string =>
  body === null ? `${status} ${text}` : `${status} ${body.error_code}: ${body.message}`;

const history = async (key: string): Promise<WireReply> =>
  ana.send("GET", "metrics/get-history", { run_id: run, metric_key: key });

describe("64-bit integers", () => {
  const log = (fields: string): Promise<WireReply> =>
    sendText("runs/log-metric", `{"run_id":"${run}","value":1,${fields}}`);

  it("pass through exactly, as numbers and as strings of digits, to both ends of their range", async () => {
    const steps = ["9007199254740993", "-9007199254740993", "9223372036854775807", "-9223372036854775808", "0"];
    for (const [index, step] of steps.entries()) {
      const written = index % 2 === 0 ? step : `"${step}"`;
      expect(errorOf(await log(`"key":"exact","timestamp":${1 + index},"step":${written}`)), step).toContain("200");
    }
    const { text } = await history("exact");
    expect([...text.matchAll(/"step":(-?\d+)/g)].map(([, step]) => step)).toEqual(steps);
    expect(errorOf(await log('"key":"late","timestamp":9223372036854775807'))).toContain("200");
    expect((await history("late")).text).toContain('"timestamp":9223372036854775807');
    const made = await sendText("runs/create", `{"experiment_id":"${experiment}","start_time":"9007199254740993"}`);
    expect(made.text).toContain('"start_time":9007199254740993');
  });

  it("may be written as doubles that are whole", async () => {
    for (const [key, step, read] of [
      ["whole", "3.0", "3"],
      ["whole-text", '"3.0"', "3"],
      ["power", "1e18", "1000000000000000000"],
      ["negative-zero", "-0.0", "0"],
    ]) {
      expect(errorOf(await log(`"key":"${key}","timestamp":1,"step":${step}`)), step).toContain("200");
      expect((await history(key ?? "")).text, step).toContain(`"step":${read}}`);
    }
  });

  it("beyond their range, in parts or in words are refused, and nothing is kept", async () => {
    const wrong = [
      "9223372036854775808",
      '"9223372036854775808"',
      "-9223372036854775809",
      "1e19",
      "1.5",
      '"1.5"',
      '"one"',
    ];
    for (const step of [...wrong, '""', '" 1"', '"0x10"', "true", "[1]", "{}", '"NaN"', "NaN", "1e400"]) {
      const reply = await log(`"key":"wrong","timestamp":1,"step":${step}`);
      expect(errorOf(reply), step).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Invalid value .* for parameter 'step' supplied/,
      );
    }
    expect((await history("wrong")).text).toBe("{}");
  });
});

describe("doubles", () => {
  const log = async (key: string, value: string): Promise<WireReply> =>
    sendText("runs/log-metric", `{"run_id":"${run}","key":"${key}","value":${value},"timestamp":1}`);

  it("may be NaN and infinite, bare as Python writes them or as strings, and come back as strings", async () => {
    const values: [string, string][] = [
      ["NaN", '"NaN"'],
      ['"NaN"', '"NaN"'],
      ["Infinity", '"Infinity"'],
      ['"Infinity"', '"Infinity"'],
      ["-Infinity", '"-Infinity"'],
      ['"-Infinity"', '"-Infinity"'],
      ["1e400", '"Infinity"'],
      ["-1e400", '"-Infinity"'],
      ['"1.5"', "1.5"],
      ["-0.0", "0"],
      ["5e-324", "5e-324"],
      ["1.7976931348623157e308", "1.7976931348623157e+308"],
    ];
    for (const [index, [given, told]] of values.entries()) {
      const key = `double-${index}`;
      expect(errorOf(await log(key, given)), given).toContain("200");
      expect((await history(key)).text, given).toContain(`"value":${told},`);
      JSON.parse(
        (await ana.raw("GET", `/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=${run}&metric_key=${key}`)).text,
      );
    }
  });

  it("leave the words NaN and Infinity within texts alone", async () => {
    const text = 'NaN "Infinity" \\ -Infinity';
    const body = `{"run_id":"${run}","metrics":[{"key":"with-text","value":NaN,"timestamp":1}],"tags":[{"key":"words","value":${JSON.stringify(text)}}]}`;
    expect(errorOf(await sendText("runs/log-batch", body))).toContain("200");
    const { data } = (await ana.get("runs/get", { run_id: run })).run;
    expect(data.tags).toContainEqual({ key: "words", value: text });
  });

  it("in words, lists and truths are refused", async () => {
    for (const value of ['"abc"', '""', '"1,5"', '"0x1"', "[]", "[1]", "{}", "true", '"nan"', '" 1"', '"1e"'])
      expect(errorOf(await log("refused", value)), value).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Invalid value .* 'value' supplied/,
      );
    for (const value of ["null"])
      expect(errorOf(await log("refused", value)), value).toContain("Missing value for required parameter 'value'");
    expect((await history("refused")).text).toBe("{}");
  });
});
