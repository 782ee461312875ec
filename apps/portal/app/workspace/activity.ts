import type { Seeded } from './seeded';
import type { Tenant } from './tenants';

export interface Day {
  readonly date: string;
  readonly opened: number;
  readonly resolved: number;
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly change: string;
  readonly isMore: boolean;
  readonly isBetter: boolean;
}

export interface Colleague {
  readonly name: string;
  readonly open: number;
  readonly capacity: number;
  readonly isOnline: boolean;
}

export interface Activity {
  readonly days: readonly Day[];
  readonly figures: readonly Figure[];
  readonly team: readonly Colleague[];
  readonly waitingNow: number;
  readonly longestWait: string;
}

const DAYS = 14;
const DAY_MS = 86_400_000;
const SIZE = { Free: 1, Pro: 4, Enterprise: 11 } as const;

/** Two weeks of a support team whose size is that of the tenant's plan. */
export function activityOf(random: Seeded, { plan }: Tenant, now: number): Activity {
  const size = SIZE[plan.name];
  const days = Array.from({ length: DAYS }, (_, index): Day => {
    const date = new Date(now - (DAYS - 1 - index) * DAY_MS);
    const isWeekend = date.getUTCDay() % 6 === 0;
    const opened = Math.round((isWeekend ? 3 : 10) * size * (0.75 + random.next() * 0.5));
    return {
      date: date.toISOString().slice(0, 10),
      opened,
      resolved: Math.round(opened * (0.8 + random.next() * 0.35)),
    };
  });
  const sum = (series: 'opened' | 'resolved') =>
    days.slice(-7).reduce((total, day) => total + day[series], 0);
  return {
    days,
    figures: [
      {
        label: 'Cases this week',
        value: `${sum('opened')}`,
        change: `${random.between(3, 12)}% fewer`,
        isMore: false,
        isBetter: true,
      },
      {
        label: 'Resolved',
        value: `${sum('resolved')}`,
        change: `${random.between(2, 14)}% more`,
        isMore: true,
        isBetter: true,
      },
      {
        label: 'First response',
        value: `${random.between(6, 19)} min`,
        change: `${random.between(1, 4)} min faster`,
        isMore: false,
        isBetter: true,
      },
      {
        label: 'Satisfaction',
        value: `${random.between(91, 98)}%`,
        change: `${random.between(1, 2)} pt lower`,
        isMore: false,
        isBetter: false,
      },
    ],
    team: ['Noor Haddad', 'Elias Berg', 'Mia Tanaka', 'Tom Okafor'].map((name, index) => ({
      name,
      open: index === 1 ? 11 : random.between(2, 9),
      capacity: 12,
      isOnline: index !== 2,
    })),
    waitingNow: random.between(2, 3 + size),
    longestWait: `${random.between(1, 4)} min ${random.between(10, 55)} s`,
  };
}
