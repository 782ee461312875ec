import { activityOf } from '~/workspace/activity';
import { billingOf } from '~/workspace/billing';
import { casesOf } from '~/workspace/cases';
import { seeded } from '~/workspace/seeded';
import { tenantOf } from '~/workspace/tenants';

/** The signed-in person's workspace. The tenant is their token's, never the address's. */
export function useWorkspace() {
  const { user } = useSignedIn();
  const now = useState('now', () => Date.now());
  return computed(() => {
    const tenant = tenantOf(user.value?.tenant ?? 'workspace');
    const random = seeded(tenant.slug);
    return {
      tenant,
      cases: casesOf(random),
      activity: activityOf(random, tenant, now.value),
      billing: billingOf(random, tenant, now.value),
    };
  });
}
