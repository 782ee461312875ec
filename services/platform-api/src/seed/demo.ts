import { PLATFORM } from '@halyard/contracts';
import type { CreateTenantDto, Role } from '@halyard/contracts';

/** The demo's tenants: two of one partner, three without. */
export const DEMO_TENANTS: readonly CreateTenantDto[] = [
  { slug: '98chimp', name: '98chimp', plan: 'pro', partnerSlug: 'nordic' },
  { slug: 'dk_derby', name: 'DK Derby', plan: 'free', partnerSlug: 'nordic' },
  { slug: 'loomi', name: 'Loomi', plan: 'enterprise' },
  { slug: 'acme', name: 'Acme', plan: 'pro' },
  { slug: 'pty-zeroth', name: 'PTY Zeroth', plan: 'enterprise' },
];

/** The demo's people, as the development identity knows them, and what they may do. */
export const DEMO_MEMBERS: readonly { sub: string; on: string; roles: Role[] }[] = [
  { sub: 'shahin', on: PLATFORM, roles: ['editor'] },
  { sub: 'marco', on: PLATFORM, roles: ['approver'] },
  { sub: 'roberto', on: PLATFORM, roles: ['approver'] },
  { sub: 'olga', on: PLATFORM, roles: ['operator'] },
  { sub: 'ada', on: PLATFORM, roles: ['admin'] },
  { sub: 'vera', on: PLATFORM, roles: ['viewer'] },
  { sub: 'toni', on: '98chimp', roles: ['approver'] },
  // A user of the tenant's own: with a tenant's token a role counts in the portal alone.
  { sub: 'tessa', on: '98chimp', roles: ['viewer'] },
];
