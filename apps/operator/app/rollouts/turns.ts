import type { FlagRolloutResponse, RolloutTenantResponse, Standing } from '@halyard/contracts';
import { percent } from '../flags/states';

type Rollout = Pick<FlagRolloutResponse, 'items' | 'standings' | 'tenants' | 'percentage'>;

export const ofStanding = ({ items }: Rollout, standing: Standing) =>
  items.filter((item) => item.standing === standing);

/** How many tenants would be in at a percentage; `undefined` where it does not count tenants, or not all are known. */
export function inAt(rollout: Rollout, percentage: number): number | undefined {
  const { standings, items, tenants } = rollout;
  if (standings.share > 0 || items.length < tenants) return undefined;
  const isIn = ({ bucket }: RolloutTenantResponse) => bucket !== null && bucket < percentage;
  return standings.always + items.filter(isIn).length;
}

/** "2 tenants are in, 2 to come, 1 gets it anyway." */
export function summaryOf(rollout: Rollout): string {
  const { standings, percentage } = rollout;
  const { in: isIn, waiting, share, always, never } = standings;
  const parts = [
    share > 0 ? `about ${percent(percentage)} of the users of ${tenantsOf(share)} get it` : '',
    isIn + waiting > 0 ? `${tenantsOf(isIn)} ${isIn === 1 ? 'is' : 'are'} in` : '',
    waiting > 0 ? `${waiting} to come` : '',
    always > 0 ? `${always} ${always === 1 ? 'gets' : 'get'} it anyway` : '',
    never > 0 ? `${never} ${never === 1 ? 'does' : 'do'} not, whatever the percentage` : '',
  ].filter((part) => part !== '');
  const sentence = parts.join(', ');
  return sentence === '' ? 'There are no tenants.' : `${capitalized(sentence)}.`;
}

const tenantsOf = (count: number) => (count === 1 ? '1 tenant' : `${count} tenants`);
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
