import { defaultFieldResolver, getNamedType, isCompositeType, isObjectType, } from "graphql";
import { Extensions } from "type-graphql";
import { forbidden } from "../errors.js";
import { argumentCheck } from "./argument-text.js";
/** Declares a field's policy; `enforcePolicies` refuses a schema where one is missing. */
export const Policy = (policy) => Extensions({ policy });
const scopesOf = ({ scope }) => scope === "ANY" ? null : typeof scope === "string" ? [scope] : scope;
/** "Requires: OWNER of the team; token scope ADMIN." */
const requirement = (policy) => {
    const scopes = scopesOf(policy);
    const parts = [
        ...(policy.description === undefined ? [] : [policy.description]),
        scopes === null ? "any authenticated principal" : `token scope ${scopes.join(" or ")}`,
    ];
    return `Requires: ${parts.join("; ")}.`;
};
const policyOf = (field) => field.extensions.policy;
const needsPolicy = (field, isRoot) => isRoot || (field.resolve !== undefined && isCompositeType(getNamedType(field.type))) || field.args.length > 0;
const guard = (field, policy, isMutation) => {
    const scopes = scopesOf(policy);
    const refusal = scopes && `This token lacks the scope ${scopes.join(" or ")}.`;
    const resolve = field.resolve ?? defaultFieldResolver;
    const first = field.args.find(({ name }) => name === "first")?.defaultValue;
    const checkText = isMutation ? null : argumentCheck(field.args);
    field.resolve = (source, args, ctx, info) => {
        if (refusal !== null && !scopes?.some((scope) => ctx.credential.scopes.has(scope)))
            throw forbidden(refusal);
        if (first !== undefined && args.first === null)
            args.first = first;
        checkText?.(args);
        return resolve(source, args, ctx, info);
    };
    field.description = [field.description, requirement(policy)].filter(Boolean).join(" ");
};
/** Every object type of the schema but GraphQL's own. */
const objectTypes = (schema) => Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith("__"));
/**
 * Puts each declared policy before its field's resolver. Throws when a root field, a field with arguments, or one
 * whose own resolver leads to another object declares none: deny by default.
 */
export const enforcePolicies = (schema) => {
    const roots = new Set([schema.getQueryType(), schema.getMutationType()]);
    const missing = [];
    for (const type of objectTypes(schema))
        for (const field of Object.values(type.getFields())) {
            const policy = policyOf(field);
            if (policy !== undefined)
                guard(field, policy, type === schema.getMutationType());
            else if (needsPolicy(field, roots.has(type)))
                missing.push(`${type.name}.${field.name}`);
        }
    if (missing.length > 0)
        throw new Error(`fields without a policy: ${missing.join(", ")}`);
    return schema;
};
/** Every guarded field with its policy: for the authorisation matrix. */
export const policies = (schema) => new Map(objectTypes(schema).flatMap((type) => Object.values(type.getFields()).flatMap((field) => {
    const policy = policyOf(field);
    return policy === undefined ? [] : [[`${type.name}.${field.name}`, policy]];
})));
//# sourceMappingURL=policy.js.map