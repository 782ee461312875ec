import type { KillSwitchEffectResponse, KillSwitchResponse } from '@halyard/contracts';

/** The switch of every flag there is. */
export const EVERYTHING = '*';

/** A switch of an environment: engaged or not, and what it turns off, once that is known. */
export interface Switch {
  readonly category: string;
  readonly engaged?: KillSwitchResponse;
  readonly effect?: KillSwitchEffectResponse;
}

/** Those that there are to press, everything first: at once what is engaged, the others as they are known. */
export function switchesOf(
  engaged: readonly KillSwitchResponse[],
  effects: readonly KillSwitchEffectResponse[],
): Switch[] {
  const others = new Set([...engaged, ...effects].map(({ category }) => category));
  others.delete(EVERYTHING);
  return [EVERYTHING, ...[...others].sort()].map((category) => ({
    category,
    engaged: engaged.find((one) => one.category === category),
    effect: effects.find((one) => one.category === category),
  }));
}

export const switchName = (category: string) => (category === EVERYTHING ? 'Everything' : category);

/** The same within a sentence. */
export const switchWord = (category: string) => (category === EVERYTHING ? 'everything' : category);

/** The switches that hold a flag down: that of everything, and that of its category. */
export function holding(
  engaged: readonly KillSwitchResponse[],
  { category }: { readonly category: string | null },
  environment: string,
): KillSwitchResponse[] {
  return engaged.filter(
    (one) =>
      one.environment === environment && (one.category === EVERYTHING || one.category === category),
  );
}

/** Whether they are those that the stream tells of, each as `environment/category`. */
export function areThose(engaged: readonly KillSwitchResponse[], told: readonly string[]): boolean {
  const known = new Set(engaged.map(({ environment, category }) => `${environment}/${category}`));
  return known.size === told.length && told.every((one) => known.has(one));
}

/** "3 flags", "1 tenant" */
export const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? noun : `${noun}s`}`;

/** What a switch does, in a sentence: would turn off now, or holds down. */
export function effectWords({ engaged, effect }: Switch, tenants: number): string {
  if (effect === undefined) return '';
  const { flags, under } = effect;
  if (engaged === undefined && flags.count === 0) {
    return under === 0 ? 'No flag falls under it.' : `Nothing to turn off: ${allOff(under)}.`;
  }
  if (flags.count === 0) return 'Holds down nothing: what falls under it was off before.';
  const [verb, fate] = engaged === undefined ? ['Turns off', 'get'] : ['Holds down', 'would get'];
  const what = `${verb} ${counted(flags.count, 'flag')}`;
  const whose = effect.tenants.count;
  const them = flags.count === 1 ? 'it' : 'them';
  if (whose === 0) return `${what}; no tenant ${engaged ? 'would get' : 'gets'} ${them}.`;
  if (whose === tenants) return `${what}, which ${everyOne(tenants)} ${fate}${singular(tenants)}.`;
  const share = `${whose.toLocaleString('en-GB')} of ${counted(tenants, 'tenant')}`;
  return `${what}, which ${share} ${fate}${singular(whose)}.`;

  function singular(count: number): string {
    return count === 1 && engaged === undefined ? 's' : '';
  }
}

const allOff = (under: number) => (under === 1 ? 'its flag is off' : `its ${under} flags are off`);

const everyOne = (tenants: number) =>
  tenants === 1 ? 'the one tenant' : `all ${counted(tenants, 'tenant')}`;

/** What has been turned off and brought back between two looks, to be read out. */
export function changesBetween(
  before: readonly KillSwitchResponse[],
  now: readonly KillSwitchResponse[],
  nameOf: (environment: string) => string,
): string {
  const isIn = (
    list: readonly KillSwitchResponse[],
    { environment, category }: KillSwitchResponse,
  ) => list.some((one) => one.environment === environment && one.category === category);
  const place = ({ category, environment }: KillSwitchResponse) =>
    [switchName(category), nameOf(environment)] as const;
  const gone = now
    .filter((one) => !isIn(before, one))
    .map((one) => `${place(one)[0]} was turned off in ${place(one)[1]} by ${one.by}.`);
  const back = before
    .filter((one) => !isIn(now, one))
    .map((one) => `${place(one)[0]} is back in ${place(one)[1]}.`);
  return [...gone, ...back].join(' ');
}
