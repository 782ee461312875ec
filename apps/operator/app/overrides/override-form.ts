import type { Fault, OverrideResponse, SetOverrideDto } from '@halyard/contracts';

/** The form's fields as people write them. */
export interface OverrideForm {
  tenant: string | undefined;
  user: string;
  variant: string | undefined;
  percentage: string;
  expiresAt: string;
  reason: string;
}

export const overrideForm = (override?: OverrideResponse): OverrideForm => ({
  tenant: override?.tenant,
  user: override?.user ?? '',
  variant: override?.variant,
  percentage: override?.percentage == null ? '' : String(override.percentage),
  expiresAt: override?.expiresAt == null ? '' : localTime(new Date(override.expiresAt)),
  reason: '',
});

/** What is sent: what was left empty is none. */
export function overrideBody(form: OverrideForm, version?: number): SetOverrideDto {
  const { variant = '', percentage, expiresAt, reason, user } = form;
  return {
    variant,
    reason: reason.trim(),
    percentage: percentage.trim() === '' || user.trim() !== '' ? null : Number(percentage),
    expiresAt: expiresAt === '' ? null : new Date(expiresAt).toISOString(),
    ...(version === undefined ? {} : { version }),
  };
}

/** What the form has wrong that its body cannot show. */
export function overrideFaults({ tenant, variant, reason, expiresAt }: OverrideForm, now: Date) {
  const missing = (pointer: string, value: string | undefined, message: string): Fault[] =>
    value === undefined || value.trim() === '' ? [{ pointer, message }] : [];
  return [
    ...missing('/tenant', tenant, 'choose a tenant'),
    ...missing('/variant', variant, 'choose a variant'),
    ...missing('/reason', reason, 'say why: it is kept with the override'),
    ...(expiresAt !== '' && new Date(expiresAt) <= now
      ? [{ pointer: '/expiresAt', message: 'has to be in the future' }]
      : []),
  ];
}

/** As a `datetime-local` field has it: "2026-12-24T10:00", in the time of who looks at it. */
export function localTime(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
