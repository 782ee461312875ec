import type { AuditEntryResponse, Change } from '@halyard/contracts';
import { changeInWords } from '../approvals/change-words';
import { actionWords } from '../flags/actions';
import type { Wording } from '../flags/differences';
import { differencesBetween, inWords } from '../flags/differences';
import { changedInWords } from '../overrides/words';

type Entry = Pick<AuditEntryResponse, 'action' | 'before' | 'after' | 'rationale' | 'differences'>;

const WORDS: Readonly<Record<string, string>> = {
  'flag.revert': 'went back to an earlier version',
  'flag.purge': 'purged the flag',
  'override.set': 'set the override',
  'override.remove': 'ended the override',
  'override.expire': 'saw the override expire',
  'request.file': 'asked for approval',
  'request.edit': 'edited the request',
  'request.submit': 'submitted the request',
  'request.withdraw': 'withdrew the request',
  'request.comment': 'commented on the request',
  'request.rebase': 'rebased the request',
  'request.conflict': 'could not apply the request',
  'request.expire': 'let the request expire',
  'segment.create': 'created a segment',
  'segment.update': 'edited a segment',
  'segment.remove': 'removed a segment',
  'segment.members': 'changed who is in a segment',
  'segment.upload': 'replaced who is in a segment',
  'kill.engage': 'engaged a kill switch',
  'kill.release': 'released a kill switch',
  'member.set': 'set somebody’s roles',
  'feature_request.create': 'asked for a feature',
  'feature_request.accept': 'accepted a feature request',
  'feature_request.decline': 'declined a feature request',
  'tenant.create': 'created a tenant',
  'tenant.update': 'edited a tenant',
  'sdk_key.create': 'made an SDK key',
  'sdk_key.update': 'edited an SDK key',
  'sdk_key.revoke': 'revoked an SDK key',
  'environment.create': 'created an environment',
  'environment.update': 'edited an environment',
};

/** Why an attempt was refused, by the problem's code. */
const REFUSALS: Readonly<Record<string, string>> = {
  own_request: 'nobody reviews their own request',
  permission_denied: 'they may not review it',
  already_reviewed: 'they had reviewed it already',
  content_changed: 'it had changed since they read it',
  request_closed: 'it was not open for review',
};

/** What an entry tells, as the middle of a sentence: "Marco approved the request". */
export function entryWords({ action, after, rationale }: Entry): string {
  if (action === 'request.refused') return `was refused ${refusalWords(rationale)}`;
  if (action !== 'request.review') return WORDS[action] ?? actionWords(action);
  return decisionOf(after) === 'reject' ? 'rejected the request' : 'approved the request';
}

/** What it changed, in words. Of a request that is filed, what it would change. */
export function entryDifferences(entry: Entry): Wording[] {
  // A segment's lists are compared as lists: position by position they would say nothing.
  if (entry.action.startsWith('segment.')) {
    return inWords(differencesBetween(entry.before ?? undefined, entry.after ?? undefined));
  }
  if (!entry.action.startsWith('request.')) return changedInWords(entry);
  const change = fieldOf(entry.after, 'change') as Change | undefined;
  const tellsChange = ['request.file', 'request.edit', 'request.rebase'].includes(entry.action);
  if (tellsChange) return change === undefined ? [] : changeInWords(change);
  const [before, after] = [fieldOf(entry.before, 'state'), fieldOf(entry.after, 'state')];
  return before === after ? [] : [{ label: 'Request', before: word(before), after: word(after) }];
}

/** The reason that somebody gave; a refusal's is told in its words. */
export const ownRationale = ({ action, rationale }: Entry) =>
  action === 'request.refused' ? null : rationale;

interface Mark {
  readonly icon: string;
  readonly class: string;
}
const EDIT: Mark = { icon: 'i-lucide-pencil', class: 'text-muted' };
const REQUEST: Mark = { icon: 'i-lucide-user-check', class: 'text-info' };
const MARKS: Readonly<Record<string, Mark>> = {
  'flag.kill': { icon: 'i-lucide-octagon-x', class: 'text-error' },
  'flag.unkill': { icon: 'i-lucide-rotate-ccw', class: 'text-primary' },
  'flag.rollback': { icon: 'i-lucide-undo-2', class: 'text-error' },
  'flag.create': { icon: 'i-lucide-sparkles', class: 'text-success' },
  'flag.archive': { icon: 'i-lucide-archive', class: 'text-warning' },
  'flag.restore': { icon: 'i-lucide-archive-restore', class: 'text-primary' },
  'override.set': { icon: 'i-lucide-building-2', class: 'text-info' },
  'override.remove': { icon: 'i-lucide-building-2', class: 'text-muted' },
  'override.expire': { icon: 'i-lucide-timer-off', class: 'text-muted' },
  'kill.engage': { icon: 'i-lucide-octagon-x', class: 'text-error' },
  'request.refused': { icon: 'i-lucide-ban', class: 'text-error' },
  'request.conflict': { icon: 'i-lucide-git-compare-arrows', class: 'text-warning' },
  'request.comment': { icon: 'i-lucide-message-square', class: 'text-muted' },
  'request.withdraw': { icon: 'i-lucide-undo-2', class: 'text-muted' },
};

export function entryMark({ action, after }: Entry): Mark {
  if (action === 'request.review') {
    return decisionOf(after) === 'reject'
      ? { icon: 'i-lucide-circle-x', class: 'text-error' }
      : { icon: 'i-lucide-circle-check-big', class: 'text-success' };
  }
  return MARKS[action] ?? (action.startsWith('request.') ? REQUEST : EDIT);
}

/** "approve refused: own_request" → "approval: nobody reviews their own request" */
function refusalWords(rationale: string | null): string {
  const [, decision = '', code = ''] = /^(\w+) refused: (\w+)$/.exec(rationale ?? '') ?? [];
  const what = { approve: 'an approval', reject: 'a rejection' }[decision] ?? 'a review';
  return `${what}: ${REFUSALS[code] ?? code}`;
}

function decisionOf(after: unknown): unknown {
  const reviews = fieldOf(after, 'reviews');
  return fieldOf(Array.isArray(reviews) ? reviews.at(-1) : undefined, 'decision');
}

const word = (state: unknown) => String(state ?? 'none').replaceAll('_', ' ');

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
