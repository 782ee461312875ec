import { Api } from './api.ts';
import type { Stack } from './stack.ts';

/** Flags in every state, by several people. */
export async function someHistory({ api, urls }: Stack): Promise<void> {
  const shahin = new Api(urls, 'shahin');
  const olga = new Api(urls, 'olga');
  await shahin.configure('new_billing_v2', {
    state: 'targeted',
    scope: { tenantSlugs: ['98chimp'] },
    rationale: 'First customer',
  });
  await shahin.configure('dashboard.runtime_v1', {
    state: 'rollout',
    scope: { plans: ['pro', 'enterprise'] },
    rollout: { percentage: 25, bucketBy: 'user' },
    rationale: 'A quarter first',
  });
  await api.configure('gdpr_export', { state: 'on', rationale: 'Promised for November' });
  await shahin.configure('layout_test', {
    state: 'on',
    serve: {
      split: [
        { variant: 'control', weight: 50 },
        { variant: 'cards', weight: 25 },
        { variant: 'list', weight: 25 },
      ],
      bucketBy: 'user',
    },
  });
  await api.expose('new_billing_v2', { on: 140, off: 410 });
  await api.expose('layout_test', { control: 300, cards: 160, list: 150 }, 6);
  await olga.act('shadow_read_projects', 'kill', 'The new store times out');
}
