import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.js";
import { describeFault, redact } from "../../src/log.js";

const random = "d9f3c1e07b64a2f58e90d1c3b7a64f2e";
const jwt = {
  COUNTERSIGN_JWT_ISSUER: "https://id.example.com",
  COUNTERSIGN_JWT_AUDIENCE: "countersign",
  COUNTERSIGN_JWKS: "https://id.example.com/keys",
};

describe("environment", () => {
  test("nothing set: loopback, port 4000, embedded database", () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      allowedHosts: ["localhost", "127.0.0.1", "[::1]"],
      databaseUrl: null,
      jwt: null,
      groupsTtlHours: 24,
    });
  });

  test("what Kubernetes injects for a service called countersign is not ours", () => {
    const injected = {
      COUNTERSIGN_SERVICE_HOST: "10.0.0.1",
      COUNTERSIGN_PORT: "tcp://10.0.0.1:80",
      COUNTERSIGN_PORT_80_TCP: "x",
    };
    expect(readConfig(injected).port).toBe(4000);
  });

  test("host names are compared without case and port", () => {
    const config = readConfig({ COUNTERSIGN_ALLOWED_HOSTS: "Registry.Example.com:8443, ::1,10.0.0.3" });
    expect(config.allowedHosts).toEqual(["registry.example.com", "[::1]", "10.0.0.3"]);
    expect(readConfig({ COUNTERSIGN_HOST: "0.0.0.0" }).allowedHosts).toContain("0.0.0.0");
  });

  test("every host, when told so", () => {
    const publicUrl = { COUNTERSIGN_PUBLIC_URL: "https://ml.example" };
    expect(readConfig({ ...publicUrl, COUNTERSIGN_ALLOWED_HOSTS: " * " }).allowedHosts).toEqual(["*"]);
  });

  test("a public address allows its host and keeps its path", () => {
    const config = readConfig({ COUNTERSIGN_PUBLIC_URL: "https://ML.example:8443/registry/" });
    expect(config.publicUrl?.href).toBe("https://ml.example:8443/registry");
    expect(config.allowedHosts).toContain("ml.example");
    expect(readConfig({ COUNTERSIGN_PUBLIC_URL: "https://ml.example" }).publicUrl?.pathname).toBe("/");
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ["COUNTERSIGN_PUBLIC_URL", { COUNTERSIGN_PUBLIC_URL: "ml.example/registry" }],
    ["COUNTERSIGN_PUBLIC_URL", { COUNTERSIGN_PUBLIC_URL: "https://ml.example/?a=b" }],
    ["COUNTERSIGN_PUBLIC_URL", { COUNTERSIGN_PUBLIC_URL: "https://user@ml.example/" }],
    ["COUNTERSIGN_PUBLIC_URL", { COUNTERSIGN_PUBLIC_URL: 'https://ml.example/a"b' }],
    ["COUNTERSIGN_PUBLIC_URL", { COUNTERSIGN_PUBLIC_URL: "ftp://ml.example/" }],
    ["COUNTERSIGN_HOEM", { COUNTERSIGN_HOEM: "x" }],
    ["COUNTERSIGN_PORTS", { COUNTERSIGN_PORTS: "1" }],
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "-1" }],
    ["PORT", { PORT: "4000.5" }],
    ["PORT", { PORT: " " }],
    ["COUNTERSIGN_HOST", { COUNTERSIGN_HOST: "http://localhost" }],
    ["COUNTERSIGN_ALLOWED_HOSTS", { COUNTERSIGN_ALLOWED_HOSTS: "*,a" }],
    ["COUNTERSIGN_ALLOWED_HOSTS", { COUNTERSIGN_ALLOWED_HOSTS: "*.example.com" }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "proxy.example.com" }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "10.0.0.0/33" }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "10.0.0.0/8/9" }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "10.0.0.0/" }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "10.0.0.0/8," }],
    ["COUNTERSIGN_TRUSTED_PROXIES", { COUNTERSIGN_TRUSTED_PROXIES: "*" }],
    ["COUNTERSIGN_ALLOWED_HOSTS", { COUNTERSIGN_ALLOWED_HOSTS: "a,,b" }],
    ["DATABASE_URL", { DATABASE_URL: "" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://u:hunter2@h/d" }],
    ["DATABASE_URL", { DATABASE_URL: "host=localhost password=hunter2" }],
    ["DATABASE_OWNER_URL", { DATABASE_OWNER_URL: "postgresql://u:hunter2@h/d" }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: random.slice(1) }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: "a".repeat(40) }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: "password".repeat(4) }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: "my-super-secret-admin-token-12345" }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: `${random}changeme` }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: "0123456789abcdef0123456789abcdef" }],
    ["COUNTERSIGN_BOOTSTRAP_TOKEN", { COUNTERSIGN_BOOTSTRAP_TOKEN: `${random} with spaces` }],
    ["COUNTERSIGN_JWT_AUDIENCE", { COUNTERSIGN_JWT_ISSUER: "https://id.example.com" }],
    ["COUNTERSIGN_JWKS", { ...jwt, COUNTERSIGN_JWKS: "http://id.example.com/keys" }],
    ["COUNTERSIGN_JWKS", { ...jwt, COUNTERSIGN_JWKS: "/no/such/file" }],
    ["COUNTERSIGN_GROUPS_TTL_HOURS", { COUNTERSIGN_GROUPS_TTL_HOURS: "0" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
  ])("refuses a senseless %s in one line: %j", (key, env) => {
    const refusal = (() => {
      try {
        return readConfig(env);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(ConfigError);
    const { message } = refusal as ConfigError;
    expect(message).toContain(key);
    expect(message).not.toMatch(/\n|hunter2/);
    const token = env.COUNTERSIGN_BOOTSTRAP_TOKEN;
    if (token !== undefined) expect(message).not.toContain(token);
  });

  test("accepts identity providers by URL and by file", () => {
    expect(readConfig(jwt).jwt).toMatchObject({ issuer: "https://id.example.com", groupsClaim: null });
    expect(readConfig({ ...jwt, COUNTERSIGN_JWKS: "package.json" }).jwt?.jwks).toEqual({
      file: join(process.cwd(), "package.json"),
    });
  });
});

test("a logged line holds no token and no database password", () => {
  const line = `{"a":"csp_abcdefghijklmnop","url":"postgresql://app:hunter2@db/x","jwt":"eyJhbGciOiJSUzI1NiJ9.e30.c2ln","t":"${random}"}`;
  expect(redact(line, random)).toBe(
    `{"a":"csp_[redacted]","url":"postgresql://app:[redacted]@db/x","jwt":"[redacted JWT]","t":"[redacted]"}`,
  );
});

test("a logged error does not bring its connection along", () => {
  const fault = Object.assign(new Error("lost", { cause: new Error("reset") }), {
    code: "57P01",
    client: { secretKey: 1 },
  });
  expect(describeFault(fault)).toEqual({
    type: "Error",
    message: "lost",
    code: "57P01",
    stack: expect.any(String),
    cause: expect.objectContaining({ message: "reset" }),
  });
});
