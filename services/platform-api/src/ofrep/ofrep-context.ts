import { SLUG } from '@halyard/contracts';
import type { OfrepRequestDto } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import type { Question } from '../evaluation/subjects.service.ts';

/** Where an OFREP context names its tenant. */
export const TENANT_POINTER = '/context/tenant';

/**
 * An OFREP context as a question: `tenant` is a tenant's slug, the rest is as it came. Someone who sees one
 * tenant alone may name it.
 * @throws DomainError `validation_error` where `tenant` cannot be a slug.
 */
export function questionOf({ context = {} }: OfrepRequestDto, { tenant: own }: Actor): Question {
  const { tenant, ...rest } = context;
  if (tenant === undefined || tenant === null || tenant === own) return { context: rest };
  if (typeof tenant !== 'string' || !SLUG.test(tenant)) throw unknownTenant();
  return { tenantSlug: tenant, context: rest };
}

/** The same words for a tenant that is not there, is archived, or is not the caller's. */
export function unknownTenant(): DomainError {
  return new DomainError('validation_error', {
    errors: [{ pointer: TENANT_POINTER, message: 'is not a tenant here' }],
  });
}

/** Whether a question failed by its tenant. */
export function isAboutTenant({ code, extras }: DomainError): boolean {
  if (code === 'not_found') return true;
  const { errors = [] } = extras as { errors?: readonly { pointer: string }[] };
  return errors.some(({ pointer }) => pointer === TENANT_POINTER);
}
