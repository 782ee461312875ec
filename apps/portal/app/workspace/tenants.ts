export type PlanName = 'Free' | 'Pro' | 'Enterprise';

/** What a plan costs and holds. */
export interface Plan {
  readonly name: PlanName;
  readonly perSeat: number;
  readonly seats: number;
  readonly cases: number;
  readonly storageGb: number;
  readonly replies: number;
}

export interface Tenant {
  readonly slug: string;
  readonly name: string;
  readonly plan: Plan;
}

const PLANS: Readonly<Record<PlanName, Plan>> = {
  Free: { name: 'Free', perSeat: 0, seats: 3, cases: 250, storageGb: 2, replies: 100 },
  Pro: { name: 'Pro', perSeat: 49, seats: 15, cases: 5_000, storageGb: 100, replies: 2_500 },
  Enterprise: {
    name: 'Enterprise',
    perSeat: 89,
    seats: 60,
    cases: 40_000,
    storageGb: 1_000,
    replies: 25_000,
  },
};

const KNOWN: Readonly<Record<string, readonly [name: string, plan: PlanName]>> = {
  '98chimp': ['98chimp', 'Pro'],
  dk_derby: ['DK Derby', 'Free'],
  loomi: ['Loomi', 'Enterprise'],
  acme: ['Acme', 'Pro'],
  'pty-zeroth': ['PTY Zeroth', 'Enterprise'],
};

/** How a tenant is shown; one that joined after the demo was written is shown too. */
export function tenantOf(slug: string): Tenant {
  const [name, plan] = (Object.hasOwn(KNOWN, slug) && KNOWN[slug]) || [titleOf(slug), 'Pro'];
  return { slug, name, plan: PLANS[plan] };
}

function titleOf(slug: string): string {
  const words = slug.split(/[-_]+/).filter(Boolean);
  return words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(' ');
}
