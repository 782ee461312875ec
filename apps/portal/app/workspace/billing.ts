import type { Seeded } from './seeded';
import type { Tenant } from './tenants';

export interface Invoice {
  readonly number: string;
  readonly date: string;
  readonly amount: number;
  readonly status: 'due' | 'paid';
}

export interface Usage {
  readonly label: string;
  readonly icon: string;
  readonly used: number;
  readonly included: number;
  readonly unit: string;
}

export interface Billing {
  readonly invoices: readonly Invoice[];
  readonly usage: readonly Usage[];
  readonly renewsOn: string;
  readonly daysLeft: number;
  readonly forecast: number;
  readonly seatsUsed: number;
}

const MONTHS = 6;

/** Half a year of invoices, and how much of the plan is used this month. */
export function billingOf(random: Seeded, { plan }: Tenant, now: number): Billing {
  const today = new Date(now);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  const seatsUsed = Math.ceil(plan.seats * (0.6 + random.next() * 0.3));
  const serial = random.between(300, 800);
  const invoices = Array.from({ length: plan.perSeat > 0 ? MONTHS : 0 }, (_, index): Invoice => {
    const seats = Math.max(1, seatsUsed - Math.floor(index / 2));
    return {
      number: `INV-${year}-${String(serial - index * 7).padStart(4, '0')}`,
      date: isoDate(year, month - index, 1),
      amount: seats * plan.perSeat,
      status: index === 0 ? 'due' : 'paid',
    };
  });
  const share = () => 0.35 + random.next() * 0.5;
  const renewsOn = isoDate(year, month + 1, 1);
  return {
    invoices,
    usage: [
      usage('Seats', 'i-lucide-users', seatsUsed, plan.seats, 'people'),
      usage('Cases', 'i-lucide-inbox', plan.cases * share(), plan.cases, 'this month'),
      usage('Storage', 'i-lucide-database', plan.storageGb * share(), plan.storageGb, 'GB'),
      usage(
        'Drafted replies',
        'i-lucide-sparkles',
        plan.replies * 0.93,
        plan.replies,
        'this month',
      ),
    ],
    renewsOn,
    daysLeft: Math.ceil((Date.parse(renewsOn) - now) / 86_400_000),
    forecast: (seatsUsed + 1) * plan.perSeat,
    seatsUsed,
  };
}

function usage(label: string, icon: string, used: number, included: number, unit: string): Usage {
  return { label, icon, used: Math.round(used), included, unit };
}

function isoDate(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

export interface ForecastMonth {
  readonly date: string;
  readonly seats: number;
  readonly amount: number;
}

/** The next invoices: the one who is invited joins with the first of them. */
export function forecastOf({ renewsOn, seatsUsed }: Billing, { plan }: Tenant): ForecastMonth[] {
  const first = new Date(renewsOn);
  return [0, 1, 2].map((ahead) => ({
    date: isoDate(first.getUTCFullYear(), first.getUTCMonth() + ahead, 1),
    seats: seatsUsed + 1,
    amount: (seatsUsed + 1) * plan.perSeat,
  }));
}
