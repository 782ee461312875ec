/**
 * The flags of your application and the types of their values, once you declare them:
 *
 *     declare module '@halyard/vue' {
 *       interface FlagTypes {
 *         new_billing_v2: boolean;
 *         layout_test: 'control' | 'cards';
 *       }
 *     }
 *
 * From then on a key that is not there does not compile. Undeclared, every string is a key.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by augmentation
export interface FlagTypes {}

type Declared = keyof FlagTypes & string;

export type FlagKey = [Declared] extends [never] ? string : Declared;

/** The flags that are true or false. */
export type BooleanFlagKey = [Declared] extends [never]
  ? string
  : { [Key in Declared]: FlagTypes[Key] extends boolean ? Key : never }[Declared];

export type FlagValue = boolean | string | number | object;

/** What can stand in for a flag. */
export type FallbackOf<Key> = Key extends keyof FlagTypes ? FlagTypes[Key] & FlagValue : FlagValue;

/** What a flag is read as: its declared type, or else that of what stands in for it. */
export type ValueOf<Key, Fallback> = Key extends keyof FlagTypes
  ? FlagTypes[Key]
  : Widened<Fallback>;

type Widened<Literal> = Literal extends boolean
  ? boolean
  : Literal extends string
    ? string
    : Literal extends number
      ? number
      : Literal;
