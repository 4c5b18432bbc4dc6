import type { Ctx } from "../context.js";

/** The request's loader of a kind: `factory` makes it at first use, bound to the caller's rights. */
export const loader = <Loader>(ctx: Ctx, factory: (ctx: Ctx) => Loader): Loader => {
  const known = ctx.loaders.get(factory) as Loader | undefined;
  if (known !== undefined) return known;
  const made = factory(ctx);
  ctx.loaders.set(factory, made);
  return made;
};
