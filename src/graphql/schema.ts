import "reflect-metadata";
import { assertValidSchema, type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema, type NonEmptyArray } from "type-graphql";
import { translateDomainErrors } from "./domain-errors.js";
import { NodeResolver } from "./node.js";
import { enforcePolicies } from "./policy.js";
import { addShortCuts } from "./short-cut.js";
import { userErrorTypes } from "./user-error.js";
import { tellWeights } from "./weight.js";

/** Builds the schema of `resolvers`, with every policy in force. */
export const buildGraphqlSchema = async (
  resolvers: readonly (new (...args: never[]) => object)[],
): Promise<GraphQLSchema> => {
  const schema = await buildSchema({
    resolvers: [NodeResolver, ...resolvers] as unknown as NonEmptyArray<new () => object>,
    orphanedTypes: userErrorTypes,
    validate: false,
    // Its check is the one below, and an introspection, of which a start needs nothing.
    skipCheck: true,
  });
  assertValidSchema(schema);
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = "The things that can be read.";
  if (mutation)
    mutation.description = "The changes that can be made. Each answers with a payload that has `userErrors`.";
  return addShortCuts(translateDomainErrors(enforcePolicies(tellWeights(schema))));
};

/** The schema as sorted SDL: the same text for the same schema. */
export const emitSchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
