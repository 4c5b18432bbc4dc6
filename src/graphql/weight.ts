import type { GraphQLField, GraphQLSchema } from "graphql";
import { isObjectType } from "graphql";
import { Extensions } from "type-graphql";

/** What a field adds to the cost of an operation: a text may be as large as many objects. */
export const Weight = (objects: number): MethodDecorator & PropertyDecorator => Extensions({ weight: objects });

/** The field's weight; 0 of what is small. */
export const weightOf = ({ extensions }: Pick<GraphQLField<unknown, unknown>, "extensions">): number =>
  (extensions.weight as number | undefined) ?? 0;

/** Says of each weighty field in the schema's text what it counts. */
export const tellWeights = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap()))
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const weight = weightOf(field);
      if (weight > 0)
        field.description = `${field.description} It may be large, and counts ${weight === 1 ? "one object" : `${weight} objects`} in the cost.`;
    }
  return schema;
};
