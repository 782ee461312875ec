import type { FlagDraft } from './draft';

/** A draft to test with. */
export const aDraft = (given: Partial<FlagDraft> = {}): FlagDraft => ({
  name: 'Nav',
  description: '',
  kind: 'release',
  owner: 'web',
  ownerModule: '',
  tags: ['ui', 'nav'],
  category: null,
  sensitive: false,
  requiresApproval: false,
  variants: { on: true, off: false },
  offVariant: 'off',
  schema: null,
  prerequisites: [],
  state: 'off',
  serve: { variant: 'on' },
  scope: { plans: [], tenantSlugs: ['acme'], partnerSlugs: [] },
  rules: [],
  rollout: { percentage: 0, bucketBy: 'tenant' },
  ...given,
});
