import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from "graphql";
import { DomainError } from "../errors.js";
import { limits, transitionMutations } from "./limits.js";
import { countOf, weightOf } from "./weight.js";

/** What one operation asks for, fragments counted at each place where they are spread. */
export interface Measure {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  rootFields: number;
  transitions: number;
  cost: number;
  /** Cost that a page has once, however many items it holds. */
  aside: number;
  introspectionCost: number;
}

const nothing = (): Measure => ({
  depth: 0,
  introspectionDepth: 0,
  aliases: 0,
  rootFields: 0,
  transitions: 0,
  cost: 0,
  aside: 0,
  introspectionCost: 0,
});

/** Beyond this everything is far over its limit; keeps doubled fragments from overflowing to Infinity. */
const CEILING = 1e12;

const add = (total: Measure, part: Measure): void => {
  total.depth = Math.max(total.depth, part.depth);
  total.introspectionDepth = Math.max(total.introspectionDepth, part.introspectionDepth);
  total.aliases = Math.min(CEILING, total.aliases + part.aliases);
  total.rootFields = Math.min(CEILING, total.rootFields + part.rootFields);
  total.transitions = Math.min(CEILING, total.transitions + part.transitions);
  total.cost = Math.min(CEILING, total.cost + part.cost);
  total.aside = Math.min(CEILING, total.aside + part.aside);
  total.introspectionCost = Math.min(CEILING, total.introspectionCost + part.introspectionCost);
};

/** Variables as the caller sent them. */
export type Variables = Readonly<Record<string, unknown>>;

/** One pass over an operation: every fragment is measured once, a cycle counts as nothing (validation refuses it). */
class Pass {
  /** Whether a variable had a say: then the measure holds for these variables only. */
  dependsOnVariables = false;
  private readonly measured = new Map<string, Measure>();
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly defaults = new Map<string, ValueNode | undefined>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      this.defaults.set(variable.name.value, defaultValue);
  }

  selections(set: SelectionSetNode, parent: GraphQLNamedType | undefined): Measure {
    const total = nothing();
    const seen = new Map<string, number>();
    for (const selection of set.selections) {
      add(total, this.selection(selection, parent));
      if (selection.kind === Kind.FIELD && selection.selectionSet !== undefined) countRepeat(seen, selection);
    }
    return total;
  }

  private selection(node: SelectionNode, parent: GraphQLNamedType | undefined): Measure {
    if (node.kind === Kind.FIELD) return this.field(node, parent);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.fragment(node.name.value);
    const condition = node.typeCondition?.name.value;
    return this.selections(node.selectionSet, condition === undefined ? parent : this.schema.getType(condition));
  }

  private fragment(name: string): Measure {
    const known = this.measured.get(name);
    if (known !== undefined) return known;
    this.measured.set(name, nothing());
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return nothing();
    const measure = this.selections(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value));
    this.measured.set(name, measure);
    return measure;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined): Measure {
    const name = node.name.value;
    const field = this.definition(name, parent);
    const type = field && getNamedType(field.type);
    const within = node.selectionSet === undefined ? nothing() : this.selections(node.selectionSet, type);
    const introspects = isIntrospection(type) || isIntrospection(parent);
    const measure: Measure = {
      depth: introspects ? 0 : within.depth + 1,
      introspectionDepth: introspects || within.introspectionDepth > 0 ? within.introspectionDepth + 1 : 0,
      aliases: within.aliases + (node.alias === undefined ? 0 : 1),
      rootFields: 1,
      transitions: transitionMutations.has(name) ? 1 : 0,
      cost: within.cost,
      aside: within.aside,
      introspectionCost: within.introspectionCost,
    };
    if (field !== undefined && isCompositeType(type)) this.count(measure, node, field, parent);
    else if (field !== undefined) measure.cost += weightOf(field);
    return measure;
  }

  /** Multiplies what is within by how many objects may come back here. */
  private count(
    measure: Measure,
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType | undefined,
  ): void {
    const isList = isListType(getNullableType(field.type));
    if (isIntrospection(getNamedType(field.type))) {
      if (isList) measure.introspectionCost = (measure.introspectionCost + 1) * limits.introspectionListCost;
      return;
    }
    const type = getNamedType(field.type).name;
    const counted = countOf(field)?.((name) => this.argument(node, name));
    const inPage = parent?.name.endsWith("Connection") === true;
    if (counted !== undefined)
      Object.assign(measure, inPage ? { cost: 0, aside: counted } : { cost: Math.max(1, counted) });
    else if (type.endsWith("Connection")) this.page(measure, node, field);
    else if (inPage) measure.cost += type.endsWith("Edge") || type === "PageInfo" ? 0 : 1;
    else
      measure.cost =
        (measure.cost * this.samples(node, field, isList) + 1) * (isList ? this.listLength(node, field) : 1);
  }

  /** What a page's items count for, so many times, and what it has once. */
  private page(measure: Measure, node: FieldNode, field: GraphQLField<unknown, unknown>): void {
    measure.cost = measure.cost * this.first(node, field, limits.pageSize) + measure.aside;
    measure.aside = 0;
  }

  /** Lists within that are cut down to `points`, or to the `first` of what holds them, count for that many. */
  private samples(node: FieldNode, field: GraphQLField<unknown, unknown>, isList: boolean): number {
    const takes = (name: string): boolean => field.args.some((argument) => argument.name === name);
    const many = takes("points")
      ? this.argument(node, "points")
      : !isList && takes("first") && this.first(node, field, limits.listSize);
    return typeof many === "number" && many > limits.defaultList ? many / limits.listCost : 1;
  }

  private listLength(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const ids = this.argument(node, "ids");
    if (Array.isArray(ids)) return ids.length;
    if (!field.args.some(({ name }) => name === "first")) return limits.listCost;
    const first = this.first(node, field, limits.listSize);
    return first > limits.defaultList ? first : limits.listCost;
  }

  private first(node: FieldNode, field: GraphQLField<unknown, unknown>, most: number): number {
    const given = this.argument(node, "first");
    const first = given ?? field.args.find(({ name }) => name === "first")?.defaultValue ?? limits.defaultPage;
    if (typeof first !== "number") return most;
    if (first >= 1 && first <= most) return first;
    throw new DomainError("PAGE_TOO_LARGE", `${node.name.value}: first is ${first}; 1 to ${most} are allowed.`);
  }

  /** An argument's value as far as it decides how much comes back: a number, or how many values a list has. */
  private argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind !== Kind.VARIABLE) return value && plain(value);
    this.dependsOnVariables = true;
    const variable = value.name.value;
    const given = Object.hasOwn(this.variables, variable) ? this.variables[variable] : undefined;
    if (given !== undefined) return given;
    const byDefault = this.defaults.get(variable);
    return byDefault && plain(byDefault);
  }

  private definition(name: string, parent: GraphQLNamedType | undefined): GraphQLField<unknown, unknown> | undefined {
    if (parent !== undefined && parent === this.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  }
}

/** Validation compares every pair of such repeats, so their number is bounded before it. */
const countRepeat = (seen: Map<string, number>, node: FieldNode): void => {
  const key = (node.alias ?? node.name).value;
  const count = (seen.get(key) ?? 0) + 1;
  if (count > limits.repeats)
    throw new DomainError(
      "GRAPHQL_VALIDATION_FAILED",
      `The field ${key.slice(0, 100)} is repeated ${count} times in one selection; ${limits.repeats} are allowed.`,
    );
  seen.set(key, count);
};

const isIntrospection = (type: GraphQLNamedType | undefined): boolean => type?.name.startsWith("__") ?? false;

const plain = (value: ValueNode): unknown => {
  if (value.kind === Kind.INT || value.kind === Kind.FLOAT) return Number(value.value);
  return value.kind === Kind.LIST ? value.values : undefined;
};

/** What `operation` asks for under `variables`. A `first` out of range is PAGE_TOO_LARGE. */
export const measure = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): { measure: Measure; dependsOnVariables: boolean } => {
  const pass = new Pass(schema, document, operation, variables);
  const root = schema.getRootType(operation.operation) ?? undefined;
  const result = pass.selections(operation.selectionSet, root);
  return { measure: result, dependsOnVariables: pass.dependsOnVariables };
};
