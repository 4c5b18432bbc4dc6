import pg from "pg";
import { Arg, Ctx as Context, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineRules } from "../../src/access/subject-rules.js";
import { command } from "../../src/acts/command.js";
import type { Ctx } from "../../src/context.js";
import { newId } from "../../src/db/ids.js";
import { dynamicSql } from "../../src/db/sql.js";
import { forbidden } from "../../src/errors.js";
import { Node } from "../../src/graphql/node.js";
import { Policy } from "../../src/graphql/policy.js";
import { id } from "../../src/input.js";
import { defineKind, type Kind } from "../../src/kind.js";
import { joined, kinds } from "../../src/kinds.js";
import type { Actor, Answer } from "../support/actor.js";
import { unsaid } from "../support/noun-readers.js";
import { addVersion, registerModel } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** The service with one noun more, given by one object and a table of its own: a crate, read by its team. */

declare module "../../src/access/subject-rules.js" {
  interface Subjects {
    Crate: { readonly teamId: string };
  }
  interface Actions {
    pack: true;
  }
}

declare module "../../src/db/ids.js" {
  interface IdPrefixes {
    crt: true;
  }
}

@ObjectType({ implements: Node, description: "A crate." })
class Crate extends Node {
  @Field(() => String, { description: "What is written on it." })
  label: string;
}

const packCrate = command(
  "packCrate",
  { scope: "WRITE", input: z.object({ teamId: id, modelVersionId: id, label: z.string() }) },
  async (ctx: Ctx, tx, { teamId, modelVersionId, label }) => {
    if (!ctx.access.ability.can("pack", { type: "Crate", teamId }))
      throw forbidden("Only maintainers of the team pack.");
    const crateId = newId("crt");
    await tx.rows(dynamicSql("insert into crate (id, team_id, label) values ($1, $2, $3)"), [crateId, teamId, label]);
    const subjects = [{ id: modelVersionId, role: "subject" } as const, { id: teamId, role: "team" } as const];
    tx.audit({ stream: crateId, label, subjects, after: { label } });
    return { crateId };
  },
);

@Resolver()
class CratesResolver {
  @Mutation(() => Crate, { description: "Packs a crate." })
  @Policy({ scope: "WRITE" })
  async packCrate(
    @Context() ctx: Ctx,
    @Arg("teamId", () => ID, { description: "Whose." }) teamId: string,
    @Arg("modelVersionId", () => ID, { description: "What for." }) modelVersionId: string,
    @Arg("label", () => String, { description: "What is written on it." }) label: string,
  ): Promise<Crate> {
    return { id: (await packCrate(ctx, { teamId, modelVersionId, label })).crateId, label };
  }
}

const cratesById = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; label: string }[]> =>
  ctx.db.single.rows(dynamicSql("select id, label from crate where id = any($1) and team_id = any($2)"), [
    ids,
    ctx.access.roles.map(({ teamId }) => teamId),
  ]);

const crateKind = defineKind({
  prefixes: ["crt"],
  subject: "crate",
  rules: [
    defineRules({
      subject: "Crate",
      actions: ["pack"],
      allow: (allow, standing) => allow("pack", { teamId: { $in: standing.teamsWith("MAINTAINER") } }),
    }),
  ],
  reader: cratesById,
  node: {
    type: "Crate",
    load: async (ctx, ids) => {
      const rows = await cratesById(ctx, ids);
      return ids.map((each) => rows.find((row) => row.id === each));
    },
  },
  resolvers: [CratesResolver],
});

let world: World;
let packer: Actor;
let stranger: Actor;
let crate: string;
let model: string;

beforeAll(async () => {
  world = await openWorld({ kinds: [...kinds, crateKind] });
  const superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  await superuser.query("create table crate (id text primary key, team_id text not null, label text not null)");
  await superuser.query(`grant select, insert on crate to ${world.database.appRole}`);
  await superuser.end();
  packer = await world.user("packer", { stores: ["MAINTAINER"] });
  stranger = await world.user("stranger", { elsewhere: ["MAINTAINER"] });
  model = await registerModel(packer, world.teamId("stores"), "packed");
  const version = await addVersion(packer, model);
  const pack = `mutation ($team: ID!, $version: ID!) { packCrate(teamId: $team, modelVersionId: $version, label: "fragile") { id } }`;
  crate = (await packer.ask<Answer>(pack, { team: world.teamId("stores"), version })).packCrate.id;
});
afterAll(() => world?.close());

describe("a noun more", () => {
  it("answers to node for those who read it, and to nobody else", async () => {
    const query = "query ($id: ID!) { node(id: $id) { __typename id ... on Crate { label } } }";
    expect(await packer.ask(query, { id: crate })).toEqual({
      node: { __typename: "Crate", id: crate, label: "fragile" },
    });
    expect(await stranger.ask(query, { id: crate })).toEqual({ node: null });
  });

  it("is packed by whom its rules name, with a credential that is not held to some models", async () => {
    const pack = `mutation ($team: ID!) { packCrate(teamId: $team, modelVersionId: "mv_00000000000000000000000001", label: "x") { id } }`;
    const held = await actorFor(packer, packer.id, "packer", { modelIds: [model] });
    for (const actor of [stranger, held]) {
      const reply = await actor.send(pack, { team: world.teamId("stores") });
      expect(reply.errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
    }
  });

  it("stands in evidence: named to those who read it, hidden from others", async () => {
    const query = `{ modelVersion(name: "packed", version: 1) { evidence(first: 50) { nodes { action subjects { type id hidden } } } } }`;
    const subjectIn = async (actor: Actor) => {
      const { modelVersion } = await actor.ask(query);
      const entry = modelVersion.evidence.nodes.find(({ action }: { action: string }) => action === "packCrate");
      return entry?.subjects.find(({ type }: { type: string }) => type === "crate");
    };
    expect(await subjectIn(packer)).toEqual({ type: "crate", id: crate, hidden: false });
    expect(await subjectIn(stranger)).toEqual({ type: "crate", id: null, hidden: true });
  });

  it("fails the authorisation matrix until it says who reads it", () => {
    expect(unsaid(kinds)).toEqual([]);
    expect(unsaid([...kinds, crateKind])).toEqual(["crate"]);
  });

  it("does not start without saying who reads it, nor with what another noun has", () => {
    const { reader: _, ...unread } = crateKind;
    expect(() => joined([...kinds, unread as Kind])).toThrow("the noun crate does not say who reads it");
    expect(() => joined([...kinds, { ...crateKind, prefixes: ["mod"] }])).toThrow("mod_");
    expect(() => joined([...kinds, { ...crateKind, subject: "run" }])).toThrow("two nouns are called run");
  });
});
