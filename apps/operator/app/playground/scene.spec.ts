import type { Change } from '@halyard/contracts';
import type { Scene } from './scene';
import { canTry, sceneOf } from './scene';

const reason = 'x';
const OVERRIDE = { environment: 'dev', tenant: 'loomi', flag: 'new_nav', variant: 'on', reason };

it.each<[Change, Omit<Scene, 'change'>]>([
  [
    { action: 'flag.configure', key: 'new_nav', environment: 'prod', state: 'on' },
    { flag: 'new_nav', environment: 'prod' },
  ],
  [{ action: 'flag.update', key: 'new_nav', owner: 'growth' }, { flag: 'new_nav' }],
  [
    { action: 'override.set', ...OVERRIDE, user: null },
    { flag: 'new_nav', tenant: 'loomi', environment: 'dev' },
  ],
  [
    { action: 'override.set', ...OVERRIDE, user: 'kim' },
    { flag: 'new_nav', tenant: 'loomi', user: 'kim', environment: 'dev' },
  ],
  [{ action: 'tenant.update', slug: 'acme', plan: 'free' }, { tenant: 'acme' }],
  [{ action: 'segment.update', key: 'staff', match: 'any' }, {}],
])('asks for what a change is about: %j', (change, scene) => {
  expect(sceneOf(change)).toEqual({ ...scene, change });
});

it('is tried on whoever gets something before and after it', () => {
  expect(canTry({ action: 'tenant.update', slug: 'acme', plan: 'free' })).toBe(true);
  expect(canTry({ action: 'tenant.update', slug: 'acme', status: 'active' })).toBe(false);
});
