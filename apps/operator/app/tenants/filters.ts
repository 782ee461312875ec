import type { ExportTenantMatrixQuery, ListTenantsQuery } from '@halyard/contracts';

export const VIEWS = { matrix: 'Matrix', list: 'List' } as const;
export type View = keyof typeof VIEWS;

export interface FleetFilters {
  /** Text in a tenant's slug or name. */
  readonly tenant: string;
  /** Text in a flag's key, name or description. */
  readonly flag: string;
  readonly plan: string | undefined;
  readonly partner: string | undefined;
  readonly differs: boolean;
  /** Those for which nothing is evaluated any more, in place of the others. */
  readonly archived: boolean;
  /** Where none is chosen, the screen's width decides. */
  readonly view: View | undefined;
}

type Query = Readonly<Record<string, unknown>>;
const text = (query: Query, name: string) =>
  typeof query[name] === 'string' ? query[name].trim() : '';

/** Filters as the URL has them; what it has wrong counts as not there. */
export function fleetFiltersFrom(query: Query): FleetFilters {
  return {
    tenant: text(query, 'tenant'),
    flag: text(query, 'q'),
    plan: text(query, 'plan') || undefined,
    partner: text(query, 'partner') || undefined,
    differs: query['differs'] === 'true',
    archived: query['archived'] === 'true',
    view: (Object.keys(VIEWS) as View[]).find((view) => view === query['view']),
  };
}

/** The same as a URL has them. */
export function fleetFiltersToQuery(filters: FleetFilters): Record<string, string | undefined> {
  return {
    tenant: filters.tenant || undefined,
    q: filters.flag || undefined,
    plan: filters.plan,
    partner: filters.partner,
    differs: filters.differs ? 'true' : undefined,
    archived: filters.archived ? 'true' : undefined,
    view: filters.view,
  };
}

/** The same as the API takes them. */
export function matrixQuery(filters: FleetFilters, environment: string): ExportTenantMatrixQuery {
  return {
    environment,
    ...(filters.tenant && { tenantQ: filters.tenant }),
    ...(filters.flag && { q: filters.flag }),
    ...(filters.plan && { plan: filters.plan }),
    ...(filters.partner && { partnerSlug: filters.partner }),
    ...(filters.differs && { differs: 'true' as const }),
  };
}

/** What of them can be asked of archived tenants, as the API takes it. */
export function archivedQuery({ tenant, plan, partner }: FleetFilters): ListTenantsQuery {
  return {
    status: 'archived',
    ...(tenant && { q: tenant }),
    ...(plan && { plan }),
    ...(partner && { partnerSlug: partner }),
  };
}

/** The whole matrix as the filters leave it, as a file. */
export function csvUrl(filters: FleetFilters, environment: string): string {
  const query = new URLSearchParams(matrixQuery(filters, environment) as Record<string, string>);
  return `/api/admin/tenants/matrix.csv?${query.toString()}`;
}

/** Whether something narrows what is there; which tenants one looks at, active or archived ones, does not. */
export const isFleetFiltered = (filters: FleetFilters) =>
  filters.archived ? Object.keys(archivedQuery(filters)).length > 1 : isNarrowed(filters);

const isNarrowed = ({ tenant, flag, plan, partner, differs }: FleetFilters) =>
  tenant !== '' || flag !== '' || plan !== undefined || partner !== undefined || differs;

/** Of one tenant's flags. */
interface TenantFlagsFilters {
  readonly q: string;
  readonly differs: boolean;
}

export const tenantFlagsFilter = {
  from: (query: Query): TenantFlagsFilters => ({
    q: text(query, 'q'),
    differs: query['differs'] === 'true',
  }),
  toQuery: ({ q, differs }: TenantFlagsFilters) => ({
    q: q || undefined,
    differs: differs ? 'true' : undefined,
  }),
};
