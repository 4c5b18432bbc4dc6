/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which versions; all given conditions hold together. */
export type ModelVersionFilter = {
  /** With this alias now, written with or without “@”. */
  alias?: string | null | undefined;
  /** Deleted ones too, where you read them. */
  includeDeleted?: boolean | null | undefined;
  /** Of the registered model of this name. */
  model?: string | null | undefined;
  /** Whose model carries every one of these tags; at most 10. */
  modelTags?: Array<TagFilter> | null | undefined;
  /** That name this run, by its id here (`run_…`) or MLflow's. */
  runId?: string | null | undefined;
  /** In this stage now; `None`: in no other. */
  stage?: string | null | undefined;
  /** That carry every one of these tags themselves; at most 10. */
  tags?: Array<TagFilter> | null | undefined;
  /** Of models of the team with this slug. */
  team?: string | null | undefined;
  /** With this number. */
  version?: number | null | undefined;
};

/** The order of versions. */
export type ModelVersionOrder = {
  /** From which end; default ASC. */
  direction?: OrderDirection | null | undefined;
  /** By what. */
  field: ModelVersionOrderField;
};

/** What versions are ordered by. */
export type ModelVersionOrderField =
  /** By when they were made. */
  | 'CREATED_AT'
  /** By the model's name, then by number. */
  | 'NAME'
  /** By number; over several models by their names first. */
  | 'VERSION';

/** Who reads a registered model, besides admins and auditors. */
export type ModelVisibility =
  /** Every active principal. */
  | 'ORGANIZATION'
  /** The members of its team, and of teams it is granted to. */
  | 'TEAM';

/** Which end of an order comes first. */
export type OrderDirection =
  /** The lowest. */
  | 'ASC'
  /** The highest. */
  | 'DESC';

/** A role over the whole organisation. */
export type OrganizationRole =
  /** Manages users, teams and settings, and reads all; neither moves nor signs by it. */
  | 'ADMIN'
  /** Reads everything, deleted things and the audit log too. */
  | 'AUDITOR'
  /** Resolves and downloads every model. */
  | 'RESOLVER';

/** A current ownership tag that the model carries; all given conditions hold of the same one. */
export type OwnershipFilter = {
  /** `OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key. */
  key?: string | null | undefined;
  /** One of these keys, at most 20. */
  keys?: Array<string> | null | undefined;
  /** Pointing at the user with this handle. */
  principal?: string | null | undefined;
  /** Pointing at the team with this slug. */
  team?: string | null | undefined;
};

/** What a principal is. */
export type PrincipalKind =
  /** A program, owned by a team; it never signs. */
  | 'SERVICE_ACCOUNT'
  /** The service itself: what it did by itself. */
  | 'SYSTEM'
  /** A person. */
  | 'USER';

/** Which registered models; all given conditions hold together. */
export type RegisteredModelFilter = {
  /** Deleted ones too, where you read them. */
  includeDeleted?: boolean | null | undefined;
  /** Whose name contains this, in any case. */
  nameContains?: string | null | undefined;
  /** That somebody owns so. */
  ownership?: OwnershipFilter | null | undefined;
  /** That carry every one of these tags; at most 10. */
  tags?: Array<TagFilter> | null | undefined;
  /** Of the team with this slug. */
  team?: string | null | undefined;
  /** With this visibility. */
  visibility?: ModelVisibility | null | undefined;
};

/** The order of registered models. */
export type RegisteredModelOrder = {
  /** From which end; default ASC. */
  direction?: OrderDirection | null | undefined;
  /** By what. */
  field: RegisteredModelOrderField;
};

/** What registered models are ordered by. */
export type RegisteredModelOrderField =
  /** By when they were made. */
  | 'CREATED_AT'
  /** By name, in the order of its code points. */
  | 'NAME'
  /** By when they changed last. */
  | 'UPDATED_AT';

/** One condition on tags: `key` or `keyPrefix`, and a `value` if wanted. */
export type TagFilter = {
  /** The whole key. */
  key?: string | null | undefined;
  /** The beginning of the key. */
  keyPrefix?: string | null | undefined;
  /** The whole value. */
  value?: string | null | undefined;
};

/** A role within a team; a principal may hold several. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER. */
export type TeamRole =
  /** Creates models and versions, tags, asks for transitions. */
  | 'CONTRIBUTOR'
  /** Moves slots that no policy guards, renames, deletes. */
  | 'MAINTAINER'
  /** Manages members, grants, team policies, ownership tags, service accounts and their tokens. */
  | 'OWNER'
  /** Signs decisions. */
  | 'REVIEWER'
  /** Reads what the team owns. */
  | 'VIEWER';

/** What a token may be used for; never more than what its bearer may do. */
export type TokenScope =
  /** Manage members, tokens, grants and policies. */
  | 'ADMIN'
  /** Sign decisions. */
  | 'APPROVE'
  /** Read. */
  | 'READ'
  /** Resolve and download. */
  | 'RESOLVE'
  /** Write models, versions and transitions. */
  | 'WRITE';

export type ModelsQueryVariables = Exact<{
  filter?: RegisteredModelFilter | null | undefined;
  orderBy?: RegisteredModelOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type ModelsQuery = { registeredModels: { nodes: Array<{ id: string, name: string, description: string, openRequestCount: number, updatedAt: string, team: { slug: string, name: string }, slots: Array<{ slot: string, version: number, since: string }>, guards: Array<{ slot: string }>, latestVersion: { version: number, createdAt: string } | null, ownershipTags: Array<{ key: string, team: { name: string } | null, principal: { displayName: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VersionsQueryVariables = Exact<{
  filter?: ModelVersionFilter | null | undefined;
  orderBy?: ModelVersionOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type VersionsQuery = { modelVersions: { nodes: Array<{ id: string, modelName: string, version: number, aliases: Array<string>, createdAt: string, stage: { name: string }, createdBy: { displayName: string }, tags: Array<{ key: string, value: string }>, registeredModel: { team: { name: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamsQuery = { teams: { nodes: Array<{ slug: string, name: string }> } };

export type FindQueryVariables = Exact<{
  name: string;
}>;


export type FindQuery = { registeredModels: { nodes: Array<{ id: string, name: string, team: { name: string } }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { organizationRoles: Array<OrganizationRole>, scopes: Array<TokenScope>, principal: { id: string, handle: string, displayName: string, kind: PrincipalKind }, teams: Array<{ roles: Array<TeamRole>, team: { slug: string, name: string } }> } };

export type WaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingQuery = { transitionRequests: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ModelsDocument = new TypedDocumentString(`
    query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {
  registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    nodes {
      id
      name
      description
      team {
        slug
        name
      }
      slots {
        slot
        version
        since
      }
      guards {
        slot
      }
      openRequestCount
      updatedAt
      latestVersion {
        version
        createdAt
      }
      ownershipTags(first: 6) {
        key
        team {
          name
        }
        principal {
          displayName
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const VersionsDocument = new TypedDocumentString(`
    query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {
  modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    nodes {
      id
      modelName
      version
      stage {
        name
      }
      aliases
      createdAt
      createdBy {
        displayName
      }
      tags(first: 20) {
        key
        value
      }
      registeredModel {
        team {
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<VersionsQuery, VersionsQueryVariables>;
export const TeamsDocument = new TypedDocumentString(`
    query Teams {
  teams(first: 50) {
    nodes {
      slug
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TeamsQuery, TeamsQueryVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($name: String!) {
  registeredModels(filter: {nameContains: $name}, first: 8) {
    nodes {
      id
      name
      team {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    principal {
      id
      handle
      displayName
      kind
    }
    organizationRoles
    scopes
    teams {
      team {
        slug
        name
      }
      roles
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const WaitingDocument = new TypedDocumentString(`
    query Waiting {
  transitionRequests(filter: {awaitingMyDecision: true}, first: 50) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingQuery, WaitingQueryVariables>;