import type { Ctx } from "../../context.js";
import { DomainError, notFound } from "../../errors.js";
import type { Door } from "../../http/door.js";
import type { ContextOf } from "../../http/facts.js";
import { restRefusal } from "../../http/refusal.js";
import { versionByNumber } from "../../registry/versions.queries.js";
import { foreseeGates } from "./gates.pages.js";
import { toldGates } from "./told-gates.js";

/** `GET /gates?model=&version=&to=`: what the gates would say if the caller asked for the move now; for pipelines. */
export const gatesDoor = (contextOf: ContextOf): Door => ({
  name: "gates",
  isMine: (path) => path === "/gates",
  refuse: restRefusal,
  routes: async (app) => {
    app.route<{ Querystring: URLSearchParams }>({
      method: "GET",
      url: "/gates",
      exposeHeadRoute: false,
      config: { policy: "READ", session: "console" },
      handler: async (request, reply) =>
        reply.header("cache-control", "private, no-store").send(await foreseen(contextOf(request), request.query)),
    });
  },
});

const MOST = { model: 256, version: 10, to: 256 } as const;

const wanted = (query: URLSearchParams, name: keyof typeof MOST): string => {
  const values = query.getAll(name);
  const [value = ""] = values;
  if (values.length === 1 && value !== "" && value.length <= MOST[name]) return value;
  throw new DomainError("INVALID_INPUT", `${name}: to be given once, 1–${MOST[name]} characters.`, { path: [name] });
};

const foreseen = async (ctx: Ctx, query: URLSearchParams) => {
  const [name, number, to] = [wanted(query, "model"), wanted(query, "version"), wanted(query, "to")];
  const version = /^\d+$/.test(number) ? Number(number) : 0;
  const read =
    version > 2 ** 31 - 1
      ? undefined
      : await versionByNumber(ctx.db.reader, ctx.access.ability, { name, version }, "none");
  if (read === undefined) throw notFound("model version", ["version"]);
  const { gates, hidden } = await foreseeGates(ctx, read, to);
  return {
    passed: gates.every(({ verdict }) => verdict !== "FAILED" && verdict !== "PENDING"),
    gates: toldGates(gates, hidden),
  };
};
