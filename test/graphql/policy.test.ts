import { graphql } from "graphql";
import { Arg, Ctx as Context, Field, FieldResolver, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../src/access/principal.js";
import type { Ctx } from "../../src/context.js";
import { DomainError } from "../../src/errors.js";
import { mutate } from "../../src/graphql/mutate.js";
import { Policy, policies } from "../../src/graphql/policy.js";
import { buildGraphqlSchema } from "../../src/graphql/schema.js";
import { Payload } from "../../src/graphql/user-error.js";

@ObjectType({ description: "A box.", simpleResolvers: true })
class Box {
  @Field(() => String, { description: "Its label." })
  label: string;
}

@ObjectType({ description: "The answer.", simpleResolvers: true })
class OpenBoxPayload extends Payload {
  @Field(() => Box, { nullable: true, description: "The box." })
  box?: Box | null;
}

const text = { description: "Some text." };

@Resolver(() => Box)
class BoxResolver {
  @Query(() => Box, { description: "The box." })
  @Policy({ scope: ["READ", "RESOLVE"] })
  box(@Arg("named", () => String, { nullable: true, ...text }) named?: string | null): Box {
    return { label: named ?? "box" };
  }

  @FieldResolver(() => Box, { description: "The box within." })
  @Policy({ scope: "ADMIN", description: "OWNER of the team" })
  inner(): Box {
    return { label: "inner" };
  }

  @FieldResolver(() => Boolean, { description: "Whether it may be opened." })
  viewerCanOpen(): boolean {
    throw new DomainError("UNAVAILABLE", "Later.");
  }

  @Query(() => String, { description: "Whoever asks." })
  @Policy({ scope: "ANY" })
  hello(): string {
    return "hello";
  }

  @Mutation(() => OpenBoxPayload, { description: "Open it." })
  @Policy({ scope: "WRITE" })
  openBox(@Context() ctx: Ctx, @Arg("how", () => String, text) how: string): Promise<OpenBoxPayload> {
    return mutate(
      ctx,
      async () => {
        if (how === "ok") return { label: "opened" };
        if (how === "later") throw new DomainError("UNAVAILABLE", "Later.");
        throw new DomainError("HOLDER_CHANGED", "Somebody was faster.", {
          path: ["how"],
          details: { currentHolder: 3 },
        });
      },
      (box) => ({ box }),
    );
  }
}

const schema = await buildGraphqlSchema([BoxResolver]);
const ask = (source: string, ...scopes: Scope[]) => askWith({}, source, ...scopes);
const askWith = async (variableValues: Record<string, unknown>, source: string, ...scopes: Scope[]) => {
  const contextValue = { credential: { scopes: new Set(scopes) } };
  return JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues, contextValue }))) as {
    data: unknown;
    errors?: { message: string; path: string[]; extensions: { code: string } }[];
  };
};

describe("a field's policy", () => {
  it("asks for one of its scopes", async () => {
    expect(await ask("{ box { label } }", "RESOLVE")).toEqual({ data: { box: { label: "box" } } });
    expect(await ask("{ hello }")).toEqual({ data: { hello: "hello" } });
    const { errors } = await ask("{ box { label } }", "WRITE");
    expect(errors).toMatchObject([
      { message: "This token lacks the scope READ or RESOLVE.", path: ["box"], extensions: { code: "FORBIDDEN" } },
    ]);
  });

  it("holds on edges too, and before a mutation runs", async () => {
    expect((await ask("{ box { inner { label } } }", "READ")).errors).toMatchObject([{ path: ["box", "inner"] }]);
    expect((await ask('mutation { openBox(how: "ok") { box { label } } }', "READ")).errors).toMatchObject([
      { message: "This token lacks the scope WRITE." },
    ]);
  });

  it("is told in the schema", () => {
    expect(schema.getQueryType()?.getFields().box?.description).toBe("The box. Requires: token scope READ or RESOLVE.");
    expect(policies(schema).get("Box.inner")).toEqual({ scope: "ADMIN", description: "OWNER of the team" });
  });

  it.each([
    ["a query", "Query.bare", () => Query(() => String, text)],
    ["a mutation", "Mutation.bare", () => Mutation(() => String, text)],
    ["an edge", "Box.bare", () => FieldResolver(() => Box, text)],
  ])("must be there on %s, or nothing boots", async (_, field, decorator) => {
    class Bare {
      bare(): string {
        return "";
      }
    }
    decorator()(Bare.prototype, "bare", Object.getOwnPropertyDescriptor(Bare.prototype, "bare") as PropertyDescriptor);
    Resolver(() => Box)(Bare);
    await expect(buildGraphqlSchema([BoxResolver, Bare])).rejects.toThrow(`fields without a policy: ${field}`);
  });

  it.each(["a\u0000b", "\ud800", "x".repeat(100_001)])("refuses text that nothing can hold (%#)", async (named) => {
    const { errors } = await askWith({ named }, "query ($named: String) { box(named: $named) { label } }", "READ");
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/^named: /), extensions: { code: "INVALID_INPUT", inputPath: ["named"] } },
    ]);
  });
});

describe("domain errors", () => {
  const opened = (how: string) =>
    ask(
      `mutation { openBox(how: "${how}") { box { label }
         userErrors { __typename code message path ... on HolderChangedError { currentHolder } } } }`,
      "WRITE",
    );

  it("of the user are items of the payload, with what helps to act", async () => {
    expect(await opened("ok")).toEqual({ data: { openBox: { box: { label: "opened" }, userErrors: [] } } });
    const error = {
      __typename: "HolderChangedError",
      code: "HOLDER_CHANGED",
      message: "Somebody was faster.",
      path: ["how"],
      currentHolder: 3,
    };
    expect(await opened("late")).toEqual({ data: { openBox: { box: null, userErrors: [error] } } });
  });

  it("of the service go up with code and place, from any resolver", async () => {
    expect((await opened("later")).errors).toMatchObject([{ path: ["openBox"], extensions: { code: "UNAVAILABLE" } }]);
    expect((await ask("{ box { viewerCanOpen } }", "READ")).errors).toMatchObject([
      { path: ["box", "viewerCanOpen"], message: "Later.", extensions: { code: "UNAVAILABLE" } },
    ]);
  });
});
