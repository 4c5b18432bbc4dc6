/** What a name served by a slot is guarded by, as the rules say it: written anew, without a look at the service's code. */

export interface ToyModel {
  readonly id: string;
  /** Null once it is deleted. */
  name: string | null;
  team: string;
  readonly versions: string[];
}

export interface ToyPolicy {
  readonly id: string;
  readonly scope: { readonly team: string } | { readonly model: string };
  slots: readonly string[];
  /** Its slots as the organisation's stages were spelled when it said so; none is an alias. */
  spelled: readonly (string | undefined)[];
  hours: number;
  retired: boolean;
}

export interface ToyRequest {
  readonly id: string;
  readonly contentDigest: string;
  readonly model: string;
  /** The name that the model had when the request was opened. */
  readonly askedUnder: string;
  /** The slot that it asks for. */
  readonly to: string;
  /** The policies that it was opened under. */
  readonly policies: readonly string[];
  open: boolean;
}

/** Who holds what: `name slot` → version id. */
export type Served = Readonly<Record<string, string | null>>;

export const slots = ["Production", "@champion", "Shadow"] as const;
export const keyOf = (name: string, slot: string): string => `${name} ${slot}`;

export const ruleOf = (of: readonly string[], hours: number): string =>
  `${[...of].sort().join().toLowerCase()} ${hours} h`;

export class Toy {
  readonly models: ToyModel[] = [];
  readonly policies: ToyPolicy[] = [];
  readonly requests: ToyRequest[] = [];
  /** Of names that nobody has: who had them last, and the team that they stay with. */
  readonly freed = new Map<string, { readonly model: string; readonly keptFor: string | null }>();
  /** Slots that each model ever held, as served. */
  readonly everHeld = new Map<string, Set<string>>();

  named(name: string): ToyModel | undefined {
    return this.models.find((model) => model.name === name);
  }

  /** Policies in force that guard the slot under the name. */
  guarding(name: string, slot: string): ToyPolicy[] {
    const model = this.named(name);
    const freed = this.freed.get(name);
    const team = model?.team ?? freed?.keptFor ?? null;
    const last = model?.id ?? (freed?.keptFor == null ? null : freed.model);
    return this.policies.filter(
      ({ retired, scope, slots: of }) =>
        !retired && of.includes(slot) && ("team" in scope ? scope.team === team : scope.model === last),
    );
  }

  /** Policies of one model that are in force. */
  ownOf(model: string): ToyPolicy[] {
    return this.policies.filter(({ retired, scope }) => !retired && "model" in scope && scope.model === model);
  }

  /** What the policies of a model ask for; two that say the same are one. */
  rulesOf(model: string): string[] {
    return [...new Set(this.ownOf(model).map(({ slots: of, hours }) => ruleOf(of, hours)))].sort();
  }

  /** Whether a slot that the policy guards is held. */
  isHeld({ scope, slots: of }: ToyPolicy, served: Served): boolean {
    return this.models.some(
      ({ id, name, team }) =>
        name !== null &&
        ("team" in scope ? scope.team === team : scope.model === id) &&
        of.some((slot) => served[keyOf(name, slot)] != null),
    );
  }

  /** A model gives its name up. */
  free(model: ToyModel): void {
    if (model.name === null) return;
    const { name, team } = model;
    const held = [...(this.everHeld.get(model.id) ?? [])].some((slot) => this.guarding(name, slot).length > 0);
    const kept = held || this.ownOf(model.id).length > 0;
    this.freed.set(name, { model: model.id, keptFor: kept ? team : null });
    model.name = null;
  }

  /** A model takes a free name, and with it the policies of whoever had it last. */
  take(model: ToyModel, name: string): void {
    const last = this.freed.get(name);
    this.freed.delete(name);
    model.name = name;
    if (last == null || last.keptFor === null || last.model === model.id) return;
    for (const { slots: of, spelled, hours } of this.ownOf(last.model))
      this.policies.push({
        id: `copy ${this.policies.length}`,
        scope: { model: model.id },
        slots: of,
        spelled,
        hours,
        retired: false,
      });
  }

  /** Notes what is held now. */
  note(served: Served): void {
    for (const { id, name } of this.models)
      for (const slot of slots)
        if (name !== null && served[keyOf(name, slot)] != null)
          this.everHeld.set(id, (this.everHeld.get(id) ?? new Set()).add(slot));
  }
}
