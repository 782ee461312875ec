import type { AuditSource, ExportAuditQuery } from '@halyard/contracts';
import { startOf } from './stretches';

/** What the trail can be narrowed to, each under the name that the API has for it. */
export const AUDIT_FILTERS = [
  'q',
  'flag',
  'tenant',
  'actor',
  'action',
  'source',
  'environment',
  'stream',
  'approvalRef',
  'requestId',
  'last',
  'from',
  'to',
] as const;
export type AuditFilter = (typeof AUDIT_FILTERS)[number];
export type AuditFilters = Readonly<Partial<Record<AuditFilter, string>>>;

/** In the URL `env` is the environment in view, so the trail's own filter has a name of its own. */
const IN_URL: Readonly<Partial<Record<AuditFilter, string>>> = { flag: 'key', environment: 'in' };
const nameInUrl = (filter: AuditFilter) => IN_URL[filter] ?? filter;

export function auditFiltersFrom(query: Readonly<Record<string, unknown>>): AuditFilters {
  return Object.fromEntries(
    AUDIT_FILTERS.flatMap((filter) => {
      const value = query[nameInUrl(filter)];
      return typeof value === 'string' && value.trim() !== '' ? [[filter, value.trim()]] : [];
    }),
  );
}

/** The same as a URL has them, those that are not set as `undefined`. */
export function auditFiltersToQuery(filters: AuditFilters): Record<string, string | undefined> {
  return Object.fromEntries(
    AUDIT_FILTERS.map((filter) => [nameInUrl(filter), filters[filter] || undefined]),
  );
}

/** The same as the API takes them: "the last 24 hours" are a moment by now. */
export function auditRequest({ last, ...filters }: AuditFilters, now: number): ExportAuditQuery {
  const from = last === undefined ? undefined : startOf(last, now);
  return { ...filters, ...(from !== undefined && { from }) } as ExportAuditQuery;
}

/** Everything of the trail that the filters leave, as a file. */
export function exportUrl(filters: AuditFilters, now: number): string {
  const query = new URLSearchParams(
    auditRequest(filters, now) as Record<string, string>,
  ).toString();
  return `/api/admin/audit/export${query === '' ? '' : `?${query}`}`;
}

/** What people look for most, in words; the API takes any kind of change. */
export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'flag.configure': 'Targeting changed',
  'flag.update': 'Details edited',
  'flag.create': 'Flag created',
  'flag.enable': 'Turned on',
  'flag.disable': 'Turned off',
  'flag.kill': 'Killed',
  'flag.unkill': 'Unkilled',
  'flag.rollback': 'Rolled back',
  'flag.revert': 'Reverted',
  'flag.archive': 'Archived',
  'flag.restore': 'Restored',
  'override.set': 'Override set',
  'override.remove': 'Override ended',
  'override.expire': 'Override expired',
  'kill.engage': 'Kill switch engaged',
  'kill.release': 'Kill switch released',
  'request.file': 'Approval requested',
  'request.review': 'Reviewed',
  'request.refused': 'Review refused',
  'tenant.update': 'Tenant edited',
  'member.set': 'Roles set',
  'feature_request.create': 'Feature asked for',
  'feature_request.accept': 'Feature request accepted',
  'feature_request.decline': 'Feature request declined',
  'sdk_key.create': 'SDK key made',
  'sdk_key.revoke': 'SDK key revoked',
};

/** What an entry is about, as one chooses it. */
export const AUDIT_SUBJECTS: Readonly<Record<AuditSource, string>> = {
  flag: 'Flags',
  rule: 'Targeting rules',
  rollout: 'Rollouts',
  kill_switch: 'Kill switches',
  override: 'Overrides',
  segment: 'Segments',
  tenant: 'Tenants',
  environment: 'Environments',
  member: 'Roles',
  sdk_key: 'SDK keys',
  change_request: 'Approvals',
  feature_request: 'Feature requests',
};

interface Chip {
  readonly filter: AuditFilter;
  readonly label: string;
}

const CHIPS: readonly (readonly [AuditFilter, string])[] = [
  ['flag', 'Flag'],
  ['actor', 'Who'],
  ['approvalRef', 'Request'],
  ['requestId', 'Request id'],
];

/** The filters that no control shows by itself, to be read and taken away. */
export function chipsOf(filters: AuditFilters): readonly Chip[] {
  return CHIPS.flatMap(([filter, word]) => {
    const value = filters[filter];
    return value === undefined ? [] : [{ filter, label: `${word} ${value}` }];
  });
}
