import { type GraphQLResolveInfo, Kind } from "graphql";

const ofId = new Set(["id", "__typename"]);

/** Whether of a field's object nothing but its id is selected: what is known to be there need not be loaded for it. */
export const selectsIdOnly = ({ fieldNodes }: Pick<GraphQLResolveInfo, "fieldNodes">): boolean =>
  fieldNodes.every(({ selectionSet }) =>
    selectionSet?.selections.every((each) => each.kind === Kind.FIELD && ofId.has(each.name.value)),
  );
