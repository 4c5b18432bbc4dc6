import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { DockerfileParser, type Instruction } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import pino from "pino";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { configKeys } from "../../src/config-keys.js";
import { withLogin } from "../../src/db/connection-url.js";
import { migrate } from "../../src/db/migrate.js";
import { resolveDatabase } from "../../src/db/resolve-database.js";
import { checkout } from "../support/checkout.js";
import { asSuperuser } from "../support/database.js";

// Docker cannot run where the tests do: the files are read by maintained parsers and held against what they promise.

const read = (name: string): string => readFileSync(join(checkout, name), "utf8");
const known = new Set<string>(configKeys.map(([key]) => key));

interface Service {
  image?: string;
  build?: string;
  environment: Record<string, string | null>;
  depends_on?: Record<string, { condition: string }>;
  volumes: string[];
  ports?: string[];
  healthcheck: { test: string[] };
}

interface Compose {
  services: Record<"registry" | "database", Service>;
  volumes: Record<string, unknown>;
}

/** The part of the Compose Specification that the file uses, without room for anything else. */
const text = { type: "string", minLength: 1 } as const;
const texts = { type: "array", items: text, minItems: 1 } as const;
const only = (properties: object, required: string[] = []): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const service = only(
  {
    build: text,
    image: text,
    restart: { enum: ["unless-stopped"] },
    depends_on: {
      type: "object",
      additionalProperties: only({ condition: { enum: ["service_healthy"] } }, ["condition"]),
    },
    environment: { type: "object", additionalProperties: { anyOf: [text, { type: "null" }] } },
    ports: texts,
    volumes: texts,
    tmpfs: texts,
    cap_drop: texts,
    security_opt: texts,
    read_only: { type: "boolean" },
    shm_size: text,
    stop_grace_period: text,
    healthcheck: only(
      { test: texts, interval: text, timeout: text, start_period: text, retries: { type: "integer" } },
      ["test"],
    ),
  },
  ["image", "environment", "volumes", "healthcheck"],
);
const composeSchema = only(
  {
    name: text,
    services: only({ registry: service, database: service }, ["registry", "database"]),
    volumes: { type: "object", additionalProperties: { type: "null" } },
  },
  ["services", "volumes"],
);

describe("docker-compose.yml", () => {
  const compose = parse(read("docker-compose.yml"), { strict: true, uniqueKeys: true }) as Compose;
  const { registry, database } = compose.services;

  test("says nothing that the Compose Specification does not know", () => {
    const check = new Ajv({ allErrors: true }).compile(composeSchema);
    check(compose);
    expect(check.errors ?? []).toEqual([]);
  });

  test("runs the service on PostgreSQL 18 with both logins, once that is healthy", () => {
    expect(database.image).toMatch(/^postgres:18@sha256:[0-9a-f]{64}$/);
    expect(registry.depends_on).toEqual({ database: { condition: "service_healthy" } });
    expect(registry.environment.DATABASE_URL).toMatch(
      /^postgresql:\/\/countersign_app:\$\{APP_PASSWORD:\?.+\}@database:5432\/countersign$/,
    );
    expect(registry.environment.DATABASE_OWNER_URL).toMatch(
      /^postgresql:\/\/countersign_owner:\$\{OWNER_PASSWORD:\?.+\}@/,
    );
    expect(Object.keys(registry.environment).filter((key) => !known.has(key))).toEqual([]);
  });

  test("passes every other setting on under its own name, and leaves it unset where nobody sets it", () => {
    const own = ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SEQUENCER_URL", "COUNTERSIGN_HOST"];
    // The image and the published port say where the service is; a folder of this machine's user means nothing in it.
    const settled = new Set([...own, "PORT", "COUNTERSIGN_HOME", "XDG_STATE_HOME"]);
    const passed = configKeys.map(([key]) => key).filter((key) => !settled.has(key));
    expect(Object.keys(registry.environment).sort()).toEqual([...own, ...passed].sort());
    for (const key of passed)
      expect([key, registry.environment[key]]).toEqual([
        key,
        registry.environment[key] === null ? null : expect.stringMatching(new RegExp(`^\\$\\{${key}:-.+\\}$`)),
      ]);
  });

  test("has no default password: each must be given", () => {
    for (const [key, value] of Object.entries({ ...registry.environment, ...database.environment }))
      for (const [, variable = ""] of (value ?? "").matchAll(/\$\{([^}]*)\}/g))
        if (/PASSWORD/.test(variable)) expect([key, variable]).toEqual([key, expect.stringMatching(/^\w+:\?.+/)]);
    for (const key of ["POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "SEQUENCER_PASSWORD"])
      expect(database.environment[key]).toMatch(/^\$\{\w+:\?.+\}$/);
  });

  test("keeps both sides' data in named volumes and publishes on loopback only", () => {
    const named = [...registry.volumes, ...database.volumes].map((volume) => volume.split(":")[0]);
    expect(named.filter((name) => !name?.startsWith("."))).toEqual(Object.keys(compose.volumes));
    expect(registry.ports).toEqual(["127.0.0.1:4000:4000"]);
    expect(database.ports).toBeUndefined();
  });

  test("asks each side whether it is ready", () => {
    expect(registry.healthcheck.test.join(" ")).toContain("/ready");
    expect(database.healthcheck.test.join(" ")).toContain("pg_isready");
  });

  test("the database's script makes logins that the service runs on at hardening level 2", async () => {
    expect(database.volumes).toContain("./docker/logins.sql:/docker-entrypoint-initdb.d/logins.sql:ro");
    const { superuserUrl } = inject("testServer");
    await asSuperuser(superuserUrl, "create database countersign");
    const at = (user: string): string =>
      withLogin(superuserUrl, { user, password: "made-up", database: "countersign" });
    const script = read("docker/logins.sql")
      .replaceAll(/^\\getenv.*$/gm, "")
      .replaceAll(/:'\w+'/g, "'made-up'");
    const password = decodeURIComponent(new URL(superuserUrl).password);
    await asSuperuser(withLogin(superuserUrl, { user: "postgres", password, database: "countersign" }), script);
    const log = pino({ level: "silent" });
    const sizes = { readConnections: 1, writeConnections: 1 };
    const urls = { databaseUrl: at("countersign_app"), databaseOwnerUrl: at("countersign_owner") };
    const home = mkdtempSync(join(tmpdir(), "countersign-compose-"));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const resolved = await resolveDatabase({ home, ...urls, ...sizes }, log);
    await migrate(resolved.ownerUrl, resolved, log);
    expect(resolved).toMatchObject({ auditRole: "countersign_audit_owner", hardening: { level: 2 } });
  });
});

describe("Dockerfile", () => {
  const source = read("Dockerfile");
  const instructions = DockerfileParser.parse(source).getInstructions();
  const stages = instructions.filter((one) => one.getKeyword() === "FROM").length;
  const all = (keyword: string): string[] =>
    instructions
      .filter((one: Instruction) => one.getKeyword() === keyword)
      .map((one) => one.getArgumentsContent() ?? "");
  const last = source.slice(source.lastIndexOf("\nFROM "));

  test("is one that a Dockerfile linter accepts", () => {
    expect(validate(source).map((problem) => problem.message)).toEqual([]);
  });

  test("builds in stages of Node 24 and ships neither sources nor development packages", () => {
    expect(stages).toBeGreaterThan(1);
    for (const from of all("FROM")) expect(from).toMatch(/^node:24-slim@sha256:[0-9a-f]{64}( AS \w+)?$/);
    expect(new Set(all("FROM").map((from) => from.split(" ")[0])).size).toBe(1);
    for (const run of all("RUN").filter((command) => command.includes("npm ci")))
      expect(run).toContain("--ignore-scripts");
    expect(last).toContain("COPY --from=dependencies /app/node_modules node_modules");
    expect(last).not.toMatch(/COPY.* src/);
  });

  test("does not run as root, is asked for its health, and gets the signal itself", () => {
    expect(all("USER")).toEqual(["1000:1000"]);
    expect(source).toContain("chown 1000:1000 /var/lib/countersign");
    expect(all("HEALTHCHECK").join()).toContain("/ready");
    const { start } = JSON.parse(read("package.json")).scripts;
    const [variable, command] = start.split(/ (?=exec )/);
    expect(all("ENV").flatMap((line) => line.split(" "))).toContain(variable);
    expect(`exec ${JSON.parse(all("CMD").at(-1) ?? "").join(" ")}`).toBe(
      command.replace("scripts/run.js src/main.ts", "dist/src/main.js"),
    );
    expect(all("STOPSIGNAL")).toEqual(["SIGTERM"]);
  });

  test("says what it is, in the words of the Open Container Initiative", () => {
    const { version, description, license } = JSON.parse(read("package.json"));
    const labels = Object.fromEntries(
      [
        ...all("LABEL")
          .join(" ")
          .matchAll(/org\.opencontainers\.image\.([\w.]+)="([^"]*)"/g),
      ].map(([, key, value]) => [key, value]),
    );
    expect(labels).toEqual({
      title: "Countersign",
      description,
      licenses: license,
      version,
      "base.name": "docker.io/library/node:24-slim",
    });
  });

  test("sets only variables that the service knows, and no secret", () => {
    const keys = all("ENV").flatMap((line) => [...line.matchAll(/(\w+)=/g)].map((match) => match[1] ?? ""));
    // What libraries and glibc ask is no setting of the service's own.
    const others = ["NODE_ENV", "MALLOC_ARENA_MAX"];
    expect(keys.filter((key) => !others.includes(key) && !known.has(key))).toEqual([]);
    expect(source).not.toMatch(/PASSWORD|TOKEN|SECRET/i);
  });

  test("copies only what .dockerignore lets in", () => {
    const allowed = read(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const copied = [...source.matchAll(/^COPY (?!--)(.*)$/gm)].flatMap(([, paths = ""]) =>
      paths.split(/\s+/).slice(0, -1),
    );
    expect(copied.filter((path) => !allowed.includes(path))).toEqual([]);
  });
});
