import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Payload } from "../../graphql/user-error.js";
import { densities, themes } from "./preferences.store.js";

export const Theme = same(themes);
registerEnumType(Theme, {
  name: "Theme",
  description: "How light the console is.",
  valuesConfig: {
    SYSTEM: { description: "As the system is." },
    LIGHT: { description: "Dark on light." },
    DARK: { description: "Light on dark." },
  },
});

export const Density = same(densities);
registerEnumType(Density, {
  name: "Density",
  description: "How high the console's rows are.",
  valuesConfig: {
    ROOMY: { description: "With room between them." },
    COMPACT: { description: "As many as fit." },
  },
});

@ObjectType({ description: "How somebody wants the console; null where they said nothing.", simpleResolvers: true })
export class Preferences {
  @Field(() => Theme, { nullable: true, description: "How light it is." })
  theme: keyof typeof Theme | null;

  @Field(() => Density, { nullable: true, description: "How high its rows are." })
  density: keyof typeof Density | null;

  @Field(() => String, { nullable: true, description: "The time zone, by its name in the IANA database." })
  timeZone: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether keys without Ctrl or Cmd do something." })
  singleKeys: boolean | null;
}

@InputType({ description: "How you want the console. What is absent stays; null: nothing is said." })
export class SetPreferencesInput {
  @Field(() => Theme, { nullable: true, description: "How light it is." })
  theme?: keyof typeof Theme | null;

  @Field(() => Density, { nullable: true, description: "How high its rows are." })
  density?: keyof typeof Density | null;

  @Field(() => String, { nullable: true, description: "A time zone's name in the IANA database: `Europe/Vienna`." })
  timeZone?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether keys without Ctrl or Cmd do something." })
  singleKeys?: boolean | null;
}

@ObjectType({ description: "One's preferences as they are now.", simpleResolvers: true })
export class SetPreferencesPayload extends Payload {
  @Field(() => Preferences, { nullable: true, description: "The preferences; null when refused." })
  preferences?: Preferences | null;
}
