/** What no well-behaved client sends for a field, as JSON: Python's tokens and lone surrogates have no other spelling. */
export const hostileJson: readonly string[] = [
  ...["null", "true", "0", "-1", "1.5", "9007199254740993", "9223372036854775807", "9223372036854775808"],
  ...["-9223372036854775809", "1e400", "NaN", "-Infinity", `"${"9".repeat(400)}"`, "9".repeat(400)],
  ...['""', '" "', '"x"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u202e\\u0007"', '"%00"', '"😀"'],
  ...['"../../etc/passwd"', '"%252e%252e%252f"', '"C:\\\\x"', '"file:///etc/passwd"', '"models:/x/../y"', '"runs:/"'],
  ...['"\'; drop table run; --"', '"$1"', '"{}"', '"AND OR NOT ((("', '"metrics.a = 1e999"', '"a.b.c.d DESC ASC"'],
  ...[`"${"x".repeat(10_000)}"`, `"${"é".repeat(100_000)}"`, `"${"'".repeat(5_000)}"`, `"${"(".repeat(5_000)}"`],
  ...[
    "[]",
    "[null]",
    "[[]]",
    "[{}]",
    '["x","x"]',
    "[1,2]",
    `[${'"x",'.repeat(2_000)}"x"]`,
    `${"[".repeat(50)}${"]".repeat(50)}`,
  ],
  ...[
    "{}",
    '{"key":{}}',
    '{"__proto__":{"x":1},"constructor":1}',
    '{"length":1}',
    `${'{"a":'.repeat(50)}1${"}".repeat(50)}`,
  ],
];

/** The same for a query string or a path, percent-encoded as it is sent. */
export const hostileUrl: readonly string[] = [
  ...["", "%20", "x", "-1", "0", "1.5", "9".repeat(400), "9223372036854775808", "NaN", "true", "null", "%00", "a%00b"],
  ...["%ff%fe", "%ed%a0%80", "%F0%9F%98%80", "%E2%80%AE", "..", "%2e%2e", "%252e%252e%252f", "..%2f..%2fetc%2fpasswd"],
  ...[
    "%2Fetc%2Fpasswd",
    "C:%5Cx",
    "%5C%5Chost%5Cshare",
    "file:%2F%2F%2Fetc",
    "%27;drop%20table%20run;--",
    "%7B%7D",
    "%5B%5D",
  ],
  ...["x".repeat(4_000), "%C3%A9".repeat(600), "a%2Fb", "a%23b", "a%3Fb", "%2B", "+", "&&&", "=", "models:%2Fx%2F1"],
];
