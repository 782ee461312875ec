import type { TenantResponse } from '@halyard/contracts';
import { createTenantBody, tenantFaults, tenantForm, updateTenantBody } from './tenant-form';

const acme: TenantResponse = {
  slug: 'acme',
  name: 'Acme',
  plan: 'pro',
  partnerSlug: 'nordic',
  attributes: { seats: 25 },
  status: 'active',
  version: 3,
  createdAt: '',
  updatedAt: '',
};

it('sends what is written, and none for what is left empty', () => {
  const form = { ...tenantForm(), slug: ' new-one ', name: 'New', plan: 'free', attributes: '' };
  expect(createTenantBody(form)).toEqual({
    slug: 'new-one',
    name: 'New',
    plan: 'free',
    partnerSlug: null,
    attributes: {},
  });
});

it('sends only what is not as it was', () => {
  const form = tenantForm(acme);
  expect(updateTenantBody(form, acme)).toEqual({ version: 3 });
  expect(updateTenantBody({ ...form, plan: 'free', partnerSlug: '' }, acme)).toEqual({
    plan: 'free',
    partnerSlug: null,
    version: 3,
  });
});

it('finds what is missing, and attributes that are none', () => {
  expect(tenantFaults(tenantForm(acme))).toEqual([]);
  const form = { ...tenantForm(), attributes: '[1]' };
  expect(tenantFaults(form).map(({ pointer }) => pointer)).toEqual([
    '/slug',
    '/name',
    '/plan',
    '/attributes',
  ]);
  expect(tenantFaults({ ...tenantForm(acme), attributes: '{seats: 25' })).toHaveLength(1);
});
