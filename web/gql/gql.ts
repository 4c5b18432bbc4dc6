/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        updatedAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ModelsDocument,
    "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.VersionsDocument,
    "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n": typeof types.TeamsDocument,
    "\n  query Find($name: String!) {\n    registeredModels(filter: { nameContains: $name }, first: 8) {\n      nodes { id name team { name } }\n    }\n  }\n": typeof types.FindDocument,
    "\n  query Viewer {\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query Waiting {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.WaitingDocument,
};
const documents: Documents = {
    "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        updatedAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ModelsDocument,
    "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.VersionsDocument,
    "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n": types.TeamsDocument,
    "\n  query Find($name: String!) {\n    registeredModels(filter: { nameContains: $name }, first: 8) {\n      nodes { id name team { name } }\n    }\n  }\n": types.FindDocument,
    "\n  query Viewer {\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n    }\n  }\n": types.ViewerDocument,
    "\n  query Waiting {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.WaitingDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {\n    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        name\n        description\n        team { slug name }\n        slots { slot version since }\n        guards { slot }\n        openRequestCount\n        updatedAt\n        latestVersion { version createdAt }\n        ownershipTags(first: 6) { key team { name } principal { displayName } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {\n    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      nodes {\n        id\n        modelName\n        version\n        stage { name }\n        aliases\n        createdAt\n        createdBy { displayName }\n        tags(first: 20) { key value }\n        registeredModel { team { name } }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').VersionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Teams {\n    teams(first: 50) {\n      nodes { slug name }\n    }\n  }\n"): typeof import('./graphql').TeamsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Find($name: String!) {\n    registeredModels(filter: { nameContains: $name }, first: 8) {\n      nodes { id name team { name } }\n    }\n  }\n"): typeof import('./graphql').FindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      principal { id handle displayName kind }\n      organizationRoles\n      scopes\n      teams { team { slug name } roles }\n    }\n  }\n"): typeof import('./graphql').ViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Waiting {\n    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {\n      nodes { id }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql').WaitingDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
