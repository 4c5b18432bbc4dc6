import DataLoader from "dataloader";
import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { plain } from "../../graphql/plain.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked } from "../../input.js";
import { PolicySigning } from "../policies/policies.types.js";
import type { DecisionRead } from "../requests/decisions.queries.js";
import type { RequestRead } from "../requests.queries.js";
import { Decision, TransitionRequest } from "../requests.types.js";
import { beginSigningKey } from "./begin-signing-key.js";
import { confirmSigningKey } from "./confirm-signing-key.js";
import { prepareSignature } from "./prepare-signature.js";
import { registerSigningKey } from "./register-signing-key.js";
import { revokeSigningKey } from "./revoke-signing-key.js";
import { listSigningKeys, readSignatureRequest, rereadChallenge, rereadKey } from "./signing.pages.js";
import {
  DecisionSignature,
  SignatureRequest,
  SigningKey,
  SigningKeyConnection,
  SigningKeyFilter,
} from "./signing.types.js";
import { type SignatureRead, type SigningKeyRead, signaturesById } from "./signing-keys.queries.js";
import {
  BeginSigningKeyInput,
  BeginSigningKeyPayload,
  ConfirmSigningKeyInput,
  ConfirmSigningKeyPayload,
  PrepareSignatureInput,
  PrepareSignaturePayload,
  RegisterSigningKeyInput,
  RegisterSigningKeyPayload,
  RevokeSigningKeyInput,
  RevokeSigningKeyPayload,
} from "./signing-mutations.types.js";
import { signingOf } from "./signing-rules.js";

/** Signatures by the statements that were signed, of decisions that the caller reads. */
const signatureLoader = (ctx: Ctx) =>
  new DataLoader<string, SignatureRead | null>(async (ids) => {
    const rows = await signaturesById(ctx.db.reader, ids);
    return ids.map((id) => rows.find(({ of }) => of === id) ?? null);
  });

@Resolver(() => SigningKey)
export class SigningKeyResolver {
  @FieldResolver(() => Principal, { description: "Whose it is." })
  @Policy({ scope: "READ" })
  owner(@Context() ctx: Ctx, @Root() { ownerId }: SigningKeyRead) {
    return loader(ctx, principalLoader).load(ownerId);
  }

  @FieldResolver(() => Principal, { nullable: true, description: "Who confirmed that; null: nobody yet." })
  @Policy({ scope: "READ" })
  confirmedBy(@Context() ctx: Ctx, @Root() { confirmedById }: SigningKeyRead) {
    return confirmedById === null ? null : loader(ctx, principalLoader).load(confirmedById);
  }
}

@Resolver(() => Decision)
export class DecisionSignatureResolver {
  @FieldResolver(() => DecisionSignature, {
    nullable: true,
    description: "The signature that its signer gave with a key of their own; null where there is none.",
  })
  @Policy({ scope: "READ" })
  signature(@Context() ctx: Ctx, @Root() { signatureRequestId }: DecisionRead) {
    return signatureRequestId === null ? null : loader(ctx, signatureLoader).load(signatureRequestId);
  }
}

@Resolver(() => TransitionRequest)
export class RequestSigningResolver {
  @FieldResolver(() => PolicySigning, {
    description: "With which keys decisions on it are signed: as the strictest of its policies wants.",
  })
  @Policy({ scope: "READ" })
  signing(@Root() { policies }: RequestRead) {
    return signingOf(policies);
  }
}

@Resolver()
export class SigningResolver {
  @Query(() => SigningKeyConnection, {
    description: "Signing keys, newest first: one's own, all for administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  signingKeys(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => SigningKeyFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: SigningKeyFilter | null,
  ) {
    return listSigningKeys(ctx, filter, paging);
  }

  @Query(() => SignatureRequest, {
    nullable: true,
    description: "A statement that was given out to you to be signed; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  signatureRequest(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return readSignatureRequest(ctx, ctx.db.reader, idAsked(id, ["id"]));
  }

  @Mutation(() => BeginSigningKeyPayload, {
    description: "Gives a challenge for a key of your own to sign, within five minutes.",
  })
  @Policy({ scope: "ADMIN", description: "a user; no token that is good for some models only" })
  beginSigningKey(
    @Context() ctx: Ctx,
    @Arg("input", () => BeginSigningKeyInput, { description: "The key." }) input: BeginSigningKeyInput,
  ) {
    return mutate(ctx, () => beginSigningKey(ctx, plain(input)), rereadChallenge(ctx));
  }

  @Mutation(() => RegisterSigningKeyPayload, {
    description: "Registers the key that signed a challenge as yours. It signs decisions once it is confirmed.",
  })
  @Policy({ scope: "ADMIN", description: "the person who began it" })
  registerSigningKey(
    @Context() ctx: Ctx,
    @Arg("input", () => RegisterSigningKeyInput, { description: "The answer." }) input: RegisterSigningKeyInput,
  ) {
    return mutate(ctx, () => registerSigningKey(ctx, plain(input)), rereadKey(ctx));
  }

  @Mutation(() => ConfirmSigningKeyPayload, {
    description: "Says that a key is its owner's. Compare its fingerprint with them first, by another way.",
  })
  @Policy({ scope: "ADMIN", description: "an ADMIN with no hand in the key" })
  confirmSigningKey(
    @Context() ctx: Ctx,
    @Arg("input", () => ConfirmSigningKeyInput, { description: "The key." }) input: ConfirmSigningKeyInput,
  ) {
    return mutate(ctx, () => confirmSigningKey(ctx, plain(input)), rereadKey(ctx));
  }

  @Mutation(() => RevokeSigningKeyPayload, {
    description: "Ends a key for good. What was signed with it before stands.",
  })
  @Policy({ scope: "ADMIN", description: "its owner, or an ADMIN" })
  revokeSigningKey(
    @Context() ctx: Ctx,
    @Arg("input", () => RevokeSigningKeyInput, { description: "The key." }) input: RevokeSigningKeyInput,
  ) {
    return mutate(ctx, () => revokeSigningKey(ctx, plain(input)), rereadKey(ctx));
  }

  @Mutation(() => PrepareSignaturePayload, {
    description:
      "Gives the statement that your signature of a decision is given to: for five minutes and one decision in these very words.",
  })
  @Policy({ scope: "APPROVE", description: "the right to read the request, and a confirmed key of your own" })
  prepareSignature(
    @Context() ctx: Ctx,
    @Arg("input", () => PrepareSignatureInput, { description: "The decision." }) input: PrepareSignatureInput,
  ) {
    return mutate(
      ctx,
      () => prepareSignature(ctx, plain(input)),
      async ({ signatureRequestId }) => ({
        signatureRequest: await readSignatureRequest(ctx, ctx.db.single, signatureRequestId),
      }),
    );
  }
}
