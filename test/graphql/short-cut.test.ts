import { type DocumentNode, execute, parse, printSchema, validate } from "graphql";
import { Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { describe, expect, it } from "vitest";
import type { Ctx } from "../../src/context.js";
import { DomainError } from "../../src/errors.js";
import { Misfit } from "../../src/graphql/plain-selection.js";
import { Policy } from "../../src/graphql/policy.js";
import { buildGraphqlSchema } from "../../src/graphql/schema.js";
import { withShortCuts } from "../../src/graphql/short-cut.js";

@ObjectType({ description: "A leaf of the tree.", simpleResolvers: true })
class Leaf {
  @Field(() => ID, { description: "Its id." })
  id: string;

  @Field(() => Int, { nullable: true, description: "Its weight." })
  weight: number | null;

  @Field(() => [Leaf], { description: "What grows on it." })
  buds: Leaf[];
}

@ObjectType({ description: "A tree.", simpleResolvers: true })
class Tree {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => [Leaf], { description: "Its leaves." })
  leaves: Leaf[];

  @Field(() => Leaf, { nullable: true, description: "The first." })
  first: Leaf | null;
}

const leaf = (id: string, weight: unknown = 1, buds: unknown[] = []) => ({ id, weight, buds }) as Leaf;

/** What the resolvers give next, and how often they were asked. */
const given: { tree: () => unknown; asked: number } = { tree: () => null, asked: 0 };

@Resolver(() => Tree)
class TreeResolver {
  @Query(() => Tree, { description: "The tree." })
  @Policy({ scope: "ANY" })
  async tree(): Promise<Tree> {
    given.asked++;
    return given.tree() as Tree;
  }

  @FieldResolver(() => [Leaf], { description: "Those that fell." })
  @Policy({ scope: "ADMIN" })
  fallen(): Leaf[] {
    return [leaf("fallen")];
  }

  @Mutation(() => Tree, { description: "Plant it." })
  @Policy({ scope: "ANY" })
  async plant(): Promise<Tree> {
    given.asked++;
    return given.tree() as Tree;
  }
}

const schema = await buildGraphqlSchema([TreeResolver]);
const plain = () => ({ name: "oak", leaves: [leaf("a", null, [leaf("b")]), leaf("c", 3)], first: null });

const run = (document: DocumentNode, scopes: readonly string[] = ["READ"]) =>
  execute({
    schema,
    document,
    variableValues: { no: false },
    contextValue: { credential: { scopes: new Set(scopes) } } as unknown as Ctx,
  });

/** The document, as it is and by short cuts: both answers as text, and whether the second was one of a short cut. */
const both = async (text: string, tree: () => unknown = plain, scopes?: readonly string[]) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  given.tree = tree;
  const cut = withShortCuts(schema, document);
  const whole = await run(document, scopes);
  const short = await run(cut, scopes);
  return {
    whole: JSON.stringify(whole),
    short: JSON.stringify(short),
    isCut: cut !== document,
    misses: short.errors?.some(({ originalError }) => originalError instanceof Misfit) ?? false,
  };
};

describe("a document by its short cuts", () => {
  it.each([
    ["plain rows", "{ tree { name leaves { id weight buds { id } } first { id } } }"],
    ["aliases", "{ oak: tree { n: name l: leaves { toJSON: id kind: __typename w: weight } __typename } }"],
    ["one field twice", "{ tree { leaves { id } leaves { weight } } tree { leaves { buds { id } } } }"],
    [
      "fragments",
      "{ tree { ...T } } fragment T on Tree { leaves { ...L id } } fragment L on Leaf { weight ... { buds { id } } }",
    ],
    ["a field beside a resolver's", "{ tree { leaves { id } fallen { id weight } } }"],
    ["one name for two fields", "{ tree { l: first { id } } other: tree { l: leaves { id } } }"],
    ["a directive above it", "query ($no: Boolean!) { tree { ... @include(if: $no) { leaves { id } } first { id } } }"],
  ])("%s: the same bytes", async (_, text) => {
    for (const scopes of [["READ"], ["ADMIN"]]) {
      const { whole, short, isCut, misses } = await both(text, plain, scopes);
      expect({ isCut, misses, short }).toEqual({ isCut: true, misses: false, short: whole });
    }
  });

  it.each([
    ["a field with a directive", "query ($no: Boolean!) { tree { name @skip(if: $no) } }"],
    ["a field called as an object's prototype", "{ tree { __proto__: name } }"],
    ["a mutation", "mutation { plant { leaves { id } } }"],
  ])("is left as it is where there is %s", async (_, text) => {
    const { whole, short, isCut } = await both(text);
    expect({ isCut, short }).toEqual({ isCut: false, short: whole });
  });

  it("joins a field that is plain in one place, and not in another, as one", async () => {
    const { whole, short } = await both("{ tree { leaves { id } } tree { fallen { id } } }", plain, ["ADMIN"]);
    expect(short).toBe(whole);
    expect(short).toContain("fallen");
  });

  it.each([
    ["a null where none may be", () => ({ ...plain(), leaves: [leaf("a"), null] })],
    ["what a type cannot say", () => ({ ...plain(), leaves: [leaf("a", "heavy")] })],
    ["a promise", () => ({ ...plain(), leaves: Promise.resolve([leaf("a")]) })],
    ["a promise in a row", () => ({ ...plain(), leaves: [leaf("a", Promise.resolve(2))] })],
    ["a method", () => ({ ...plain(), leaves: () => [leaf("a")] })],
    ["a fault", () => ({ ...plain(), first: new Error("rotten") })],
    ["a set", () => ({ ...plain(), leaves: new Set([leaf("a")]) })],
    [
      "a property that refuses",
      () => ({
        ...plain(),
        get first() {
          throw new DomainError("UNAVAILABLE", "Later.");
        },
      }),
    ],
  ])("misses, and says so, at %s", async (_, tree) => {
    expect(await both("{ tree { leaves { id weight } first { id } } }", tree)).toMatchObject({
      isCut: true,
      misses: true,
    });
  });

  it("leaves a resolver's refusal to it, at its place", async () => {
    const refusing = (): never => {
      throw new DomainError("UNAVAILABLE", "Later.");
    };
    const { whole, short, misses } = await both("{ oak: tree { leaves { id } } }", refusing);
    expect(JSON.parse(short)).toMatchObject({ errors: [{ path: ["oak"], extensions: { code: "UNAVAILABLE" } }] });
    expect({ short, misses }).toEqual({ short: whole, misses: false });
  });

  it("has fields that nobody can name, nor read of", () => {
    expect(printSchema(schema)).not.toMatch(/leaves |Shaped/);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).toSorted()).toEqual(["node", "nodes", "tree"]);
  });
});
