import type { MeResponse, Permission } from '@halyard/contracts';
import type { ConsolePage } from '~/shell/pages';

const WORDS: Readonly<Record<Permission, string>> = {
  'feature_flag:read': 'see flags',
  'feature_flag:manage': 'create and change flags',
  'feature_flag:operate': 'kill and roll back flags',
  'feature_flag:evaluate': 'ask what a flag is for a tenant',
  'feature_flag:evaluate_sensitive': 'ask what a sensitive flag is',
  'feature_flag:approve': 'review the changes of others',
  'audit:read': 'read the audit trail',
  'platform:admin': 'manage tenants and environments',
};

/** Who is signed in and what they may do, as the API says it. */
export function useMe() {
  const api = useAdminApi();
  const { data: me, error } = useAsyncData('me', () =>
    answer<MeResponse>(api.GET('/api/admin/me')),
  );

  const can = (permission: Permission) => me.value?.permissions.includes(permission) ?? false;

  /** On the platform, or for one of the tenants that one holds roles for. */
  const canSomewhere = (permission: Permission) =>
    can(permission) ||
    Object.values(me.value?.tenants ?? {}).some((held) => held.includes(permission));

  /** Whether a page has anything to show; while one does not know yet who asks, it has. */
  const maySee = ({ needs, forTenants }: ConsolePage) =>
    me.value === undefined || (forTenants ? canSomewhere(needs) : can(needs));

  /** The tenants that one holds roles for. */
  const tenants = computed(() => Object.keys(me.value?.tenants ?? {}));

  /** Why a control is disabled, in a sentence; `undefined` where one may. */
  const whyNot = (permission: Permission) =>
    can(permission) ? undefined : `Your role does not let you ${WORDS[permission]}.`;

  const abilities = computed(() =>
    (me.value?.permissions ?? []).map((name) => WORDS[name as Permission] ?? name),
  );

  return { me, error, can, canSomewhere, maySee, tenants, whyNot, abilities };
}
