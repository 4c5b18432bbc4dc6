import { expect, it } from "vitest";
import { signatureIn } from "../../src/artifacts/model-signature-rules.js";

/** What an MLmodel says that its model takes and gives. */

const file = (inputs: string, outputs = `'[{"type": "long", "required": true}]'`): string =>
  `flavors:\n  sklearn: {}\nmodel_uuid: abc\nsignature:\n  inputs: ${inputs}\n  outputs: ${outputs}\n  params: null\nutc_time_created: now\n`;
const long = [{ type: "long", required: true }];

it.each<[string, string, unknown]>([
  [
    "a list that PyYAML has folded",
    file(
      `'[{"type": "double", "name": "sepal length (cm)", "required": true}, {"type":\n    "double", "name": "it''s"}]'`,
    ),
    {
      inputs: [
        { type: "double", name: "sepal length (cm)", required: true },
        { type: "double", name: "it's" },
      ],
      outputs: long,
    },
  ],
  [
    "names that are not ASCII",
    file(`"[{\\"type\\": \\"double\\", \\"name\\": \\"gr\\xF6\\xDFe\\"\\\n    }]"`),
    { inputs: [{ type: "double", name: "größe" }], outputs: long },
  ],
  [
    "tensors",
    file(`'[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 28]}}]'`),
    { inputs: [{ type: "tensor", "tensor-spec": { dtype: "float32", shape: [-1, 28] } }], outputs: long },
  ],
  ["no outputs", file("'[]'", "null"), { inputs: [], outputs: [] }],
  ["no signature", "flavors: {}\nmodel_uuid: abc\n", { inputs: [], outputs: [] }],
  ["the key of something else", "metadata:\n  signature:\n    inputs: '[]'\n", { inputs: [], outputs: [] }],
  ["Windows' line ends", file("'[]'").replaceAll("\n", "\r\n"), { inputs: [], outputs: long }],
  ["a list of YAML", file("[{type: double}]"), { problem: "its inputs are no text in quotes" }],
  ["an alias", file("*a"), { problem: "its inputs are no text in quotes" }],
  ["something behind the text", file(`'[]' : [[[[`), { problem: "its inputs are no text in quotes" }],
  ["no JSON", file("'[{'"), { problem: "its inputs are no JSON" }],
  ["JSON of another shape", file(`'[{"name": "a"}]'`), { problem: "its inputs are not what MLflow writes" }],
  [
    "a NUL in a name",
    file(`'[{"type": "long", "name": "\\u0000"}]'`),
    { problem: "its inputs are not what MLflow writes" },
  ],
  [
    "types without end",
    file(`'[${`{"type": "array", "items": `.repeat(60)}{"type": "long"}${"}".repeat(60)}]'`),
    { problem: "its inputs are not what MLflow writes" },
  ],
])("reads %s", (_, text, found) => expect(signatureIn(text)).toEqual(found));

it("reads a megabyte of anything in a moment", () => {
  for (const text of ["[".repeat(900_000), "''".repeat(450_000), `'${"\n".repeat(900_000)}'`, "   a\n".repeat(200_000)])
    expect(signatureIn(file(text))).toHaveProperty("problem");
  expect(signatureIn(`signature:\n${"\n".repeat(1_000_000)}`)).toEqual({ inputs: [], outputs: [] });
});
