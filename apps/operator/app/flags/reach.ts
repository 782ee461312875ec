import type { ReachResponse } from '@halyard/contracts';
import type { FlagDraft } from './draft';
import { namesIn } from './audience';
import { percent } from './states';

type Reached = Pick<ReachResponse, 'after' | 'partly' | 'tenants'>;
type Targeting = Pick<FlagDraft, 'state' | 'rules' | 'rollout'>;

/** How many of today's tenants have a flag, and which: "That is 2 of 5 tenants today: 98chimp and loomi." */
export function reachWords(
  { after, partly, tenants }: Reached,
  total: number,
  targeting: Targeting,
): string {
  if (total === 0) return 'There are no tenants yet.';
  const users = usersOf(targeting);
  if (users !== undefined && partly === after) {
    return after === 0
      ? `That is about ${users} of the users of those in scope.`
      : `That is about ${users} of the users of ${many(after, total)}${after === total ? '' : `: ${names(after, tenants)}`}.`;
  }
  const some =
    partly === 0 ? '' : `, ${partly === after ? '' : `${partly} of them `}for some of their users`;
  const far = looksFurther(targeting) ? ', as far as the tenant decides' : '';
  if (after === 0) return `That is none of today’s ${total} tenants${far}.`;
  if (after === total) return `That is ${many(after, total)} today${some}${far}.`;
  return `That is ${many(after, total)} today${some}${far}: ${names(after, tenants)}.`;
}

const many = (after: number, total: number) =>
  after === total ? `all ${total} tenants` : `${after} of ${total} tenants`;

/** Whether a rule asks for more than what is known of a tenant. */
const looksFurther = ({ rules }: Targeting) =>
  rules.some(
    ({ when, segments }) =>
      segments.length > 0 || when.some(({ attribute }) => !OF_TENANTS.includes(attribute)),
  );
const OF_TENANTS = ['tenant', 'plan', 'partner', 'now'];

/** "25 %", where nothing but a percentage of users decides. */
function usersOf({ state, rules, rollout }: Targeting): string | undefined {
  const isByUser = state === 'rollout' && rules.length === 0 && rollout.bucketBy !== 'tenant';
  return isByUser && rollout.percentage > 0 ? percent(rollout.percentage) : undefined;
}

const names = (after: number, tenants: readonly string[]) =>
  namesIn([...tenants, ...Array.from({ length: after - tenants.length }, () => '')], 'and');
