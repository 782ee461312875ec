import type { CreateTenantDto, Fault, TenantResponse, UpdateTenantDto } from '@halyard/contracts';

/** The form's fields as people write them. */
export interface TenantForm {
  slug: string;
  name: string;
  plan: string;
  partnerSlug: string;
  attributes: string;
  status: TenantResponse['status'];
}

export const tenantForm = (tenant?: TenantResponse): TenantForm => ({
  slug: tenant?.slug ?? '',
  name: tenant?.name ?? '',
  plan: tenant?.plan ?? '',
  partnerSlug: tenant?.partnerSlug ?? '',
  attributes: JSON.stringify(tenant?.attributes ?? {}, null, 2),
  status: tenant?.status ?? 'active',
});

/** The attributes that are written, nothing where that is no JSON object. */
export function attributesOf({ attributes }: TenantForm): CreateTenantDto['attributes'] {
  try {
    const value: unknown = JSON.parse(attributes.trim() === '' ? '{}' : attributes);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as CreateTenantDto['attributes']) : undefined;
  } catch {
    return undefined;
  }
}

export function tenantFaults(form: TenantForm): Fault[] {
  const missing = (pointer: string, value: string, message: string): Fault[] =>
    value.trim() === '' ? [{ pointer, message }] : [];
  return [
    ...missing('/slug', form.slug, 'give it a slug: it never changes'),
    ...missing('/name', form.name, 'give it a name'),
    ...missing('/plan', form.plan, 'say what it pays for'),
    ...(attributesOf(form) === undefined
      ? [{ pointer: '/attributes', message: 'has to be a JSON object: {"seats": 25}' }]
      : []),
  ];
}

/** What is sent: what was left empty is none. */
export function createTenantBody(form: TenantForm): CreateTenantDto {
  const { slug, name, plan, partnerSlug } = form;
  return {
    slug: slug.trim(),
    name: name.trim(),
    plan: plan.trim(),
    partnerSlug: partnerSlug.trim() || null,
    attributes: attributesOf(form) ?? {},
  };
}

/** Only what is not as it was. */
export function updateTenantBody(form: TenantForm, tenant: TenantResponse): UpdateTenantDto {
  const { name, plan, partnerSlug, attributes } = createTenantBody(form);
  const wanted = { name, plan, partnerSlug, attributes, status: form.status };
  const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(tenant[field]),
  );
  return {
    ...Object.fromEntries(changed.map((field) => [field, wanted[field]])),
    version: tenant.version,
  };
}
