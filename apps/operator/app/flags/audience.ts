import type { FlagDraft } from './draft';
import { unitsOf } from '../rules/words';
import { percent } from './states';

type Targeting = Pick<FlagDraft, 'state' | 'scope' | 'rules' | 'rollout'>;

/** Who gets the flag, in one sentence; rules, where there are any, are said to decide too. */
export function audience({ state, scope, rules, rollout }: Targeting): string {
  if (state === 'off') return 'Nobody gets it.';
  if (state === 'on') return 'Everybody gets it.';
  const limits = limitWords(scope);
  const named = rulesWord(rules.length);
  if (state === 'targeted') {
    if (rules.length > 0) return `On for ${named}${within(limits)}.`;
    return limits === '' ? 'Nobody gets it: the scope is empty.' : `On for ${limits}.`;
  }
  if (rollout.percentage === 0 && rules.length === 0)
    return 'Nobody gets it: the rollout is at 0 %.';
  const share = `${percent(rollout.percentage)} of ${unitsOf(rollout.bucketBy)}`;
  return `On for ${rules.length > 0 ? `${named}, and ${share}` : share}${within(limits)}.`;
}

/** "98chimp and loomi, if on plan pro", "tenants on plan pro or free, brought by nordic" */
function limitWords({ plans, tenantSlugs, partnerSlugs }: FlagDraft['scope']): string {
  const limits = [
    plans.length === 0 ? [] : [`on plan ${namesIn(plans, 'or')}`],
    partnerSlugs.length === 0 ? [] : [`brought by ${namesIn(partnerSlugs, 'or')}`],
  ].flat();
  if (tenantSlugs.length === 0) return limits.length === 0 ? '' : `tenants ${limits.join(' and ')}`;
  const tenants = namesIn(tenantSlugs, 'and');
  return limits.length === 0 ? tenants : `${tenants}, if ${limits.join(' and ')}`;
}

const within = (limits: string) => (limits === '' ? '' : `, among ${limits}`);

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** "those whom its rule names", "those whom one of its three rules names" */
function rulesWord(count: number): string {
  if (count === 1) return 'those whom its rule names';
  return `those whom one of its ${NUMBERS[count] ?? count} rules names`;
}

/** The first few names, and how many more. */
export function namesIn(names: readonly string[], word: 'and' | 'or', most = 6): string {
  const shown = names.slice(0, most);
  if (names.length > most) shown.push(`${names.length - most} more`);
  const last = shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} ${word} ${last}`;
}
