import type { Permission } from '@halyard/contracts';

export type DialogAction = 'kill' | 'unkill' | 'rollback' | 'archive' | 'restore';

interface ActionLook {
  /** On the button that opens the dialog. */
  readonly label: string;
  /** On the button that does it. */
  readonly confirm: string;
  readonly icon: string;
  readonly color: 'error' | 'primary' | 'warning';
  readonly permission: Permission;
  readonly title: (key: string, place: string) => string;
  readonly consequence: (place: string) => string;
  readonly done: (key: string, place: string) => string;
}

/** What can be done to a flag after saying why: each asks once more and keeps the reason. */
export const ACTIONS: Readonly<Record<DialogAction, ActionLook>> = {
  kill: {
    label: 'Kill',
    confirm: 'Kill now',
    icon: 'i-lucide-octagon-x',
    color: 'error',
    permission: 'feature_flag:operate',
    title: (key, place) => `Kill ${key} in ${place}?`,
    consequence: (place) =>
      `At once, nobody in ${place} gets it: no scope, rule or percentage counts until it is unkilled. Its configuration is kept.`,
    done: (key, place) => `${key} is killed in ${place}`,
  },
  unkill: {
    label: 'Unkill',
    confirm: 'Unkill now',
    icon: 'i-lucide-rotate-ccw',
    color: 'primary',
    permission: 'feature_flag:operate',
    title: (key, place) => `Unkill ${key} in ${place}?`,
    consequence: (place) => `It is again in ${place} what it was before the kill.`,
    done: (key, place) => `${key} is back in ${place} as it was before the kill`,
  },
  rollback: {
    label: 'Roll back',
    confirm: 'Roll back now',
    icon: 'i-lucide-undo-2',
    color: 'error',
    permission: 'feature_flag:operate',
    title: (key, place) => `Roll back ${key} in ${place}?`,
    consequence: (place) => `It goes dark in ${place} at once: state off, rollout 0 %.`,
    done: (key, place) => `${key} is rolled back in ${place}`,
  },
  archive: {
    label: 'Archive',
    confirm: 'Archive flag',
    icon: 'i-lucide-archive',
    color: 'warning',
    permission: 'feature_flag:manage',
    title: (key) => `Archive ${key}?`,
    consequence: () =>
      'It leaves the list and is served nowhere any more. Its history stays, and it can be restored.',
    done: (key) => `${key} is archived`,
  },
  restore: {
    label: 'Restore',
    confirm: 'Restore flag',
    icon: 'i-lucide-archive-restore',
    color: 'primary',
    permission: 'feature_flag:manage',
    title: (key) => `Restore ${key}?`,
    consequence: () => 'It is served again, in every environment as it was when it was archived.',
    done: (key) => `${key} is restored`,
  },
};

/** What ends in off never waits, and shows no more than what it asks: why. The rest is reviewed. */
export const actsAtOnce = (action: DialogAction) => action === 'kill' || action === 'rollback';

const WORDS: Readonly<Record<string, string>> = {
  'flag.create': 'created the flag',
  'flag.update': 'edited the details',
  'flag.configure': 'changed the targeting',
  'flag.enable': 'turned it on',
  'flag.disable': 'turned it off',
  'flag.kill': 'killed it',
  'flag.unkill': 'unkilled it',
  'flag.rollback': 'rolled it back',
  'flag.archive': 'archived the flag',
  'flag.restore': 'restored the flag',
};

/** An audit entry's action as the middle of a sentence: "Olga killed it". */
export const actionWords = (action: string) => WORDS[action] ?? action;
