var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { limits } from "./limits.js";
/** Where a page stands in its list. */
let PageInfo = class PageInfo {
};
__decorate([
    Field(() => Boolean, { description: "Whether more follow: ask again with `after: endCursor`." })
], PageInfo.prototype, "hasNextPage", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether this page was asked for with `after`." })
], PageInfo.prototype, "hasPreviousPage", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Cursor of the first item; null when the page is empty." })
], PageInfo.prototype, "startCursor", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Cursor of the last item; null when the page is empty." })
], PageInfo.prototype, "endCursor", void 0);
PageInfo = __decorate([
    ObjectType({ description: "The position of a page in its list.", simpleResolvers: true })
], PageInfo);
export { PageInfo };
/** Arguments of every paged list. An explicit `first: null` means the default. */
let PageArgs = class PageArgs {
};
__decorate([
    Field(() => Int, {
        nullable: true,
        defaultValue: limits.defaultPage,
        description: `The number of items to return: 1–${limits.pageSize}.`,
    })
], PageArgs.prototype, "first", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Start after this cursor of the same list." })
], PageArgs.prototype, "after", void 0);
PageArgs = __decorate([
    ArgsType()
], PageArgs);
export { PageArgs };
/** Argument of a list that has no pages. An explicit `first: null` means the default. */
let ListArgs = class ListArgs {
};
__decorate([
    Field(() => Int, {
        nullable: true,
        defaultValue: limits.defaultList,
        description: `The number of items to return: 1–${limits.listSize}.`,
    })
], ListArgs.prototype, "first", void 0);
ListArgs = __decorate([
    ArgsType()
], ListArgs);
export { ListArgs };
/** Makes the Relay types `<name>Connection` and `<name>Edge`; use the returned class in `@Query(() => …)`. */
export const connectionOf = (node, name) => {
    let Edge = class Edge {
    };
    __decorate([
        Field(() => String, { description: "The item's place in this list; opaque." })
    ], Edge.prototype, "cursor", void 0);
    __decorate([
        Field(() => node(), { description: "The item." })
    ], Edge.prototype, "node", void 0);
    Edge = __decorate([
        ObjectType(`${name}Edge`, { description: `One ${name} of a list, with its cursor.`, simpleResolvers: true })
    ], Edge);
    let Connection = class Connection {
    };
    __decorate([
        Field(() => [Edge], { description: "The items with their cursors." })
    ], Connection.prototype, "edges", void 0);
    __decorate([
        Field(() => [node()], { description: "The items." })
    ], Connection.prototype, "nodes", void 0);
    __decorate([
        Field(() => PageInfo, { description: "Whether more items follow, and where the next page starts." })
    ], Connection.prototype, "pageInfo", void 0);
    Connection = __decorate([
        ObjectType(`${name}Connection`, { description: `A page of ${name}.`, simpleResolvers: true })
    ], Connection);
    return Connection;
};
/** One page. A cursor costs a signature, so it is made when it is read. */
export const pageOf = ({ nodes, cursorOf, hasNextPage, after, end }) => {
    const cursor = (row) => (row === undefined ? null : cursorOf(row));
    return {
        nodes,
        get edges() {
            return nodes.map((node) => ({
                node,
                get cursor() {
                    return cursorOf(node);
                },
            }));
        },
        pageInfo: {
            hasNextPage,
            hasPreviousPage: after !== null && after !== undefined,
            get startCursor() {
                return cursor(nodes[0]);
            },
            get endCursor() {
                return end === undefined ? cursor(nodes.at(-1)) : end();
            },
        },
    };
};
/** Cuts `first` rows of the `first + 1` fetched, and says whether more follow. */
export const page = (rows, first, cursorOf, after) => pageOf({ nodes: rows.slice(0, first), cursorOf, hasNextPage: rows.length > first, after });
//# sourceMappingURL=connection.js.map