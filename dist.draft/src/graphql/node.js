var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Ctx as Context, Field, ID, InterfaceType, Query, Resolver } from "type-graphql";
import { DomainError } from "../errors.js";
import { loader } from "./loader.js";
import { Policy } from "./policy.js";
/** Everything that an auditor may cite by its id. */
let Node = class Node {
};
__decorate([
    Field(() => ID, { description: "Opaque, never reused; the prefix tells the kind." })
], Node.prototype, "id", void 0);
Node = __decorate([
    InterfaceType({
        description: "Something that can be cited by its id.",
        resolveType: (value, ctx) => ctx.kinds.nodeOf(value.id)?.type,
    })
], Node);
export { Node };
/** A node type of what one of the request's loaders loads. */
export const loadedBy = (type, factory) => ({
    type,
    load: (ctx, ids) => Promise.all(ids.map((id) => loader(ctx, factory).load(id))),
});
const MAX_IDS = 100;
/** Loads nodes of any kinds, one load per kind; the order is that of `ids`. */
export const loadNodes = async (ctx, ids) => {
    const byType = new Map();
    for (const id of ids) {
        const type = ctx.kinds.nodeOf(id);
        if (type !== undefined)
            byType.set(type, (byType.get(type) ?? new Set()).add(id));
    }
    const found = new Map();
    await Promise.all([...byType].map(async ([type, wanted]) => {
        const list = [...wanted];
        const rows = await type.load(ctx, list);
        for (const [index, id] of list.entries()) {
            const row = rows[index];
            if (row)
                found.set(id, row);
        }
    }));
    return ids.map((id) => found.get(id) ?? null);
};
let NodeResolver = class NodeResolver {
    async node(ctx, id) {
        return (await loadNodes(ctx, [id]))[0] ?? null;
    }
    async nodes(ctx, ids) {
        if (ids.length > MAX_IDS)
            throw new DomainError("INVALID_INPUT", `ids: at most ${MAX_IDS}, not ${ids.length}.`, { path: ["ids"] });
        return loadNodes(ctx, ids);
    }
};
__decorate([
    Query(() => Node, { nullable: true, description: "Anything by its id; null when absent or not visible." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { description: "The id." }))
], NodeResolver.prototype, "node", null);
__decorate([
    Query(() => [Node], {
        nullable: "items",
        description: "Several things by their ids, in that order; null where absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("ids", () => [ID], { description: `At most ${MAX_IDS} ids.` }))
], NodeResolver.prototype, "nodes", null);
NodeResolver = __decorate([
    Resolver()
], NodeResolver);
export { NodeResolver };
//# sourceMappingURL=node.js.map