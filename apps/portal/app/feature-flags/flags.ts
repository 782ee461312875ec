import type { FlagKey } from '@halyard/vue';

/**
 * The flags that the portal's code asks for, and what each of them is. They alone are asked for: a page
 * holds no other key, so that nobody reads a roadmap out of its source.
 */
declare module '@halyard/vue' {
  interface FlagTypes {
    new_billing_v2: boolean;
    layout_test: 'control' | 'cards' | 'list';
    gdpr_export: boolean;
    'dashboard.runtime_v1': boolean;
    'cases.runtime_v1': boolean;
    'generate.runtime_v1': boolean;
    'tenant.runtime_v1': boolean;
    'wizard.runtime_v1': boolean;
  }
}

export const PORTAL_FLAGS = [
  'new_billing_v2',
  'layout_test',
  'gdpr_export',
  'dashboard.runtime_v1',
  'cases.runtime_v1',
  'generate.runtime_v1',
  'tenant.runtime_v1',
  'wizard.runtime_v1',
] as const satisfies readonly FlagKey[];
