import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  GraphQLNonNull,
  type GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Ctx } from "../context.js";
import { Misfit, type Read, type Shape, shapeOf } from "./plain-selection.js";

/**
 * Most of what is answered are lists of plain rows, and `execute` takes a microsecond and a kilobyte for each value of
 * them. Each field that leads to objects has a twin, whose value is a leaf to `execute`: it reads all that is selected
 * below it at once. A document that is run again is run with the twins of those fields below which everything is plain.
 */

/** No document can name a twin, since a name has no blank; nor is it listed among the type's fields. */
const twinOf = (name: string): string => `${name} `;

const Shaped = new GraphQLScalarType<unknown, unknown>({ name: "Shaped", serialize: (value) => value });

/** Where a twin in a document comes from. */
interface Origin extends Read {
  readonly node: FieldNode;
  readonly shape: Shape;
}

const origins = new WeakMap<FieldNode, Origin>();

type Field = GraphQLField<unknown, Ctx>;

const twin = (field: Field): Field => {
  const { name, type, resolve = defaultFieldResolver } = field;
  return {
    ...field,
    name: twinOf(name),
    // A refusal empties what holds the field, as it would.
    type: isNonNullType(type) ? new GraphQLNonNull(Shaped) : Shaped,
    resolve: (source, args, ctx, info) => {
      const shape = shapeFor(field, info.fieldNodes);
      const value = resolve(source, args, ctx, { ...info, fieldName: name, returnType: type });
      return value instanceof Promise ? value.then((found) => answer(shape, found)) : answer(shape, value);
    },
  };
};

/** One field's selections may stand in several places of a document; then they are read together. */
const shapeFor = ({ type }: Field, nodes: readonly FieldNode[]): Shape => {
  const found = nodes.flatMap((node) => origins.get(node) ?? []);
  const [first] = found;
  const shape =
    found.length > 1
      ? first &&
        shapeOf(
          first,
          type,
          found.map(({ node }) => node),
        )
      : first?.shape;
  if (!shape || found.length !== nodes.length) throw new Misfit("not a field of a shortened document");
  return shape;
};

/** What a property refuses to tell is for `execute` to word. */
const answer = (shape: Shape, value: unknown): unknown => {
  try {
    return shape(value);
  } catch (error) {
    throw error instanceof Misfit ? error : new Misfit("a value could not be read", { cause: error });
  }
};

/** Gives each field that leads to objects its twin. It is done last, when the fields have their policies. */
export const addShortCuts = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__") || type === schema.getMutationType()) continue;
    const fields = type.getFields();
    for (const field of Object.values(fields))
      if (isCompositeType(getNamedType(field.type)))
        Object.defineProperty(fields, twinOf(field.name), { value: twin(field), enumerable: false });
  }
  return schema;
};

const shortened = new WeakMap<DocumentNode, DocumentNode>();

/** The document with twins where they do; itself where there are none. `schema` has its short cuts. */
export const withShortCuts = (schema: GraphQLSchema, document: DocumentNode): DocumentNode => {
  const known = shortened.get(document) ?? shorten(schema, document);
  shortened.set(document, known);
  return known;
};

const shorten = (schema: GraphQLSchema, document: DocumentNode): DocumentNode => {
  const { definitions } = document;
  // What changes something is run once, whatever comes of it.
  if (definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation !== OperationTypeNode.QUERY))
    return document;
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const chosen = choose(schema, document, { schema, fragments });
  if (chosen.size === 0) return document;
  return visit(document, {
    Field: (node) => {
      const origin = chosen.get(node);
      if (origin === undefined) return undefined;
      const { name, alias } = node;
      const changed = { ...node, alias: alias ?? name, name: { kind: Kind.NAME, value: twinOf(name.value) } } as const;
      origins.set(changed, origin);
      return changed;
    },
  });
};

/** The fields that are run by their twins: of one name in answers of one type all, or none, since `execute` joins them. */
const choose = (schema: GraphQLSchema, document: DocumentNode, read: Read): Map<FieldNode, Origin> => {
  const chosen = new Map<string, [FieldNode, Origin][]>();
  const left = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const [parent, type] = [types.getParentType(), types.getType()];
        if (!parent || !type || !isCompositeType(getNamedType(type))) return undefined;
        const places = (isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent]).map(
          (each) => `${each.name}.${(node.alias ?? node.name).value}`,
        );
        const shape = isObjectType(parent) && hasTwin(parent, node) ? shapeOf(read, type, [node]) : null;
        const [place = ""] = places;
        if (shape === null) for (const each of places) left.add(each);
        else chosen.set(place, [...(chosen.get(place) ?? []), [node, { ...read, node, shape }]]);
        // What is below a twin is its own.
        return shape === null ? undefined : false;
      },
    }),
  );
  return new Map([...chosen].flatMap(([place, nodes]) => (left.has(place) ? [] : nodes)));
};

const hasTwin = (parent: GraphQLObjectType, { name, directives }: FieldNode): boolean =>
  (directives?.length ?? 0) === 0 && Object.hasOwn(parent.getFields(), twinOf(name.value));
