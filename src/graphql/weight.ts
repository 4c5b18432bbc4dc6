import type { GraphQLField, GraphQLSchema } from "graphql";
import { isObjectType } from "graphql";
import { Extensions } from "type-graphql";

/** What a field adds to the cost of an operation: a text may be as large as many objects. */
export const Weight = (objects: number): MethodDecorator & PropertyDecorator => Extensions({ weight: objects });

/** The field's weight; 0 of what is small. */
export const weightOf = ({ extensions }: Pick<GraphQLField<unknown, unknown>, "extensions">): number =>
  (extensions.weight as number | undefined) ?? 0;

/** Says in the schema's text what each field counts that does not count as usual. */
export const tellWeights = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap()))
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const weight = weightOf(field);
      const { told } = field.extensions;
      if (told !== undefined) field.description = `${field.description} In the cost it counts ${told}.`;
      if (weight > 0)
        field.description = `${field.description} It may be large, and counts ${weight === 1 ? "one object" : `${weight} objects`} in the cost.`;
    }
  return schema;
};

/** An argument's value as far as it is known before the operation runs: a number, a constant, a list. */
export type ArgumentOf = (name: string) => unknown;

/** What a field counts for by its arguments, whose lists come as columns of plain values: instead of what is within. */
export const Counts = (objects: (argument: ArgumentOf) => number, told: string): MethodDecorator & PropertyDecorator =>
  Extensions({ objects, told });

/** How the field counts by its arguments, where it says so. */
export const countOf = ({
  extensions,
}: Pick<GraphQLField<unknown, unknown>, "extensions">): ((argument: ArgumentOf) => number) | undefined =>
  extensions.objects as ((argument: ArgumentOf) => number) | undefined;
