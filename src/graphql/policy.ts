import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from "graphql";
import { Extensions } from "type-graphql";
import { hasScope, type Scope } from "../access/principal.js";
import type { Ctx } from "../context.js";
import { forbidden } from "../errors.js";
import { argumentCheck } from "./argument-text.js";

/** What a caller needs to ask for a field at all; what rows and acts need besides is decided below it. */
export interface FieldPolicy {
  /** A token scope, one of several, or `ANY`: whoever is authenticated. */
  readonly scope: Scope | readonly Scope[] | "ANY";
  /** The role or right needed besides, for the schema's text: "OWNER of the team". */
  readonly description?: string;
}

/** Declares a field's policy; `enforcePolicies` refuses a schema where one is missing. */
export const Policy = (policy: FieldPolicy): MethodDecorator & PropertyDecorator => Extensions({ policy });

const scopesOf = ({ scope }: FieldPolicy): readonly Scope[] | null =>
  scope === "ANY" ? null : typeof scope === "string" ? [scope] : scope;

/** "Requires: OWNER of the team; token scope ADMIN." */
const requirement = (policy: FieldPolicy): string => {
  const scopes = scopesOf(policy);
  const parts = [
    ...(policy.description === undefined ? [] : [policy.description]),
    scopes === null ? "any authenticated principal" : `token scope ${scopes.join(" or ")}`,
  ];
  return `Requires: ${parts.join("; ")}.`;
};

type Field = GraphQLField<unknown, Ctx>;

const policyOf = (field: Field): FieldPolicy | undefined => field.extensions.policy as FieldPolicy | undefined;

const needsPolicy = (field: Field, isRoot: boolean): boolean =>
  isRoot || (field.resolve !== undefined && isCompositeType(getNamedType(field.type))) || field.args.length > 0;

const guard = (field: Field, policy: FieldPolicy, isMutation: boolean): void => {
  const scopes = scopesOf(policy);
  const refusal = scopes && `This token lacks the scope ${scopes.join(" or ")}.`;
  const resolve = field.resolve ?? defaultFieldResolver;
  const first = field.args.find(({ name }) => name === "first")?.defaultValue;
  const checkText = isMutation ? null : argumentCheck(field.args);
  field.resolve = (source, args, ctx, info) => {
    if (refusal !== null && !scopes?.some((scope) => hasScope(ctx.credential, scope))) throw forbidden(refusal);
    if (first !== undefined && args.first === null) args.first = first;
    checkText?.(args);
    return resolve(source, args, ctx, info);
  };
  field.description = [field.description, requirement(policy)].filter(Boolean).join(" ");
};

/** Every object type of the schema but GraphQL's own. */
const objectTypes = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
  );

/**
 * Puts each declared policy before its field's resolver. Throws when a root field, a field with arguments, or one
 * whose own resolver leads to another object declares none: deny by default.
 */
export const enforcePolicies = (schema: GraphQLSchema): GraphQLSchema => {
  const roots = new Set([schema.getQueryType(), schema.getMutationType()]);
  const missing: string[] = [];
  for (const type of objectTypes(schema))
    for (const field of Object.values(type.getFields()) as Field[]) {
      const policy = policyOf(field);
      if (policy !== undefined) guard(field, policy, type === schema.getMutationType());
      else if (needsPolicy(field, roots.has(type))) missing.push(`${type.name}.${field.name}`);
    }
  if (missing.length > 0) throw new Error(`fields without a policy: ${missing.join(", ")}`);
  return schema;
};

/** Every guarded field with its policy: for the authorisation matrix. */
export const policies = (schema: GraphQLSchema): Map<string, FieldPolicy> =>
  new Map(
    objectTypes(schema).flatMap((type) =>
      (Object.values(type.getFields()) as Field[]).flatMap((field): [string, FieldPolicy][] => {
        const policy = policyOf(field);
        return policy === undefined ? [] : [[`${type.name}.${field.name}`, policy]];
      }),
    ),
  );
