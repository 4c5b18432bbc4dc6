import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";

/** The answer for a value, as `execute` would give it. Throws a `Misfit` where `execute` would not simply read it. */
export type Shape = (value: unknown) => unknown;

/** What is read is no plain value: a promise, a fault, a null where none may be. */
export class Misfit extends Error {}

/** What a document's selections are read against. */
export interface Read {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const misfit = (): never => {
  throw new Misfit("the value is not plain");
};

/**
 * How a value of `type` is answered where all that is selected below it is properties that are read as they are: no
 * resolver, no argument, no directive, no interface. Null where anything else is selected.
 */
export const shapeOf = (read: Read, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape | null => {
  const named = getNamedType(type);
  if (isLeafType(named)) return wrapped(type, leafShape(named));
  const inner = isObjectType(named) ? objectShape(read, named, nodes) : null;
  return inner && wrapped(type, inner);
};

/** Lists and nulls around a shape of something that is there. */
const wrapped = (type: GraphQLOutputType, shape: Shape): Shape => {
  if (isNonNullType(type)) {
    const inner = wrapped(type.ofType, shape);
    return (value) => inner(value) ?? misfit();
  }
  if (isListType(type)) {
    const inner = wrapped(type.ofType, shape);
    return (value) => (value == null ? null : Array.isArray(value) ? value.map((each) => inner(each)) : misfit());
  }
  return (value) => (value == null ? null : shape(value));
};

const leafShape = (type: GraphQLLeafType): Shape => {
  // As these serialize it: most of what is answered is text.
  const isText = type.name === "String" || type.name === "ID";
  return (value) => {
    if (isText && typeof value === "string") return value;
    if (typeof value === "object") checkPlain(value);
    return type.serialize(value) ?? misfit();
  };
};

const checkPlain = (value: unknown): void => {
  if (value instanceof Error || typeof (value as { then?: unknown }).then === "function") misfit();
};

interface Part {
  readonly name: string;
  readonly property: string;
  readonly shape: Shape;
}

const objectShape = (read: Read, type: GraphQLObjectType, nodes: readonly FieldNode[]): Shape | null => {
  if (type.isTypeOf) return null;
  const fields = fieldsOf(read, type, nodes);
  const parts: Part[] = [];
  for (const [name, same] of fields ?? []) {
    const part = partOf(read, type, name, same);
    if (part === null) return null;
    parts.push(part);
  }
  return fields && ((value) => shaped(value, parts));
};

const shaped = (value: unknown, parts: readonly Part[]): object => {
  if (typeof value !== "object") return misfit();
  checkPlain(value);
  const answer: Record<string, unknown> = {};
  for (const { name, property, shape } of parts) {
    const found = (value as Record<string, unknown>)[property];
    answer[name] = shape(typeof found === "function" ? misfit() : found);
  }
  return answer;
};

const partOf = (read: Read, type: GraphQLObjectType, name: string, nodes: readonly FieldNode[]): Part | null => {
  const property = nodes[0]?.name.value ?? "";
  if (property === "__typename") return { name, property, shape: () => type.name };
  const field = type.getFields()[property];
  if (field === undefined || field.resolve !== undefined || field.args.length > 0) return null;
  const shape = shapeOf(read, field.type, nodes);
  return shape && { name, property, shape };
};

/** The fields that are selected of an object, those of one name together; null where a directive has a say. */
const fieldsOf = (
  { schema, fragments }: Read,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Map<string, FieldNode[]> | null => {
  const fields = new Map<string, FieldNode[]>();
  const add = (selections: readonly SelectionNode[]): boolean =>
    selections.every((selection) => {
      if ((selection.directives?.length ?? 0) > 0) return false;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        fields.set(name, [...(fields.get(name) ?? []), selection]);
        // A property of this name would be the object's prototype.
        return name !== "__proto__";
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) return false;
      return isFor(schema, type, fragment.typeCondition?.name.value) ? add(fragment.selectionSet.selections) : true;
    });
  return nodes.every(({ selectionSet }) => add(selectionSet?.selections ?? [])) ? fields : null;
};

/** Whether a fragment on what is called `condition` says something of objects of this type. */
const isFor = (schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean => {
  if (condition === undefined || condition === type.name) return true;
  const other = schema.getType(condition);
  return isAbstractType(other) && schema.isSubType(other, type);
};
