import type { CreateFlagDto, FlagKind } from '@halyard/contracts';
import type { VariantsForm } from './variants';
import { variantsBody } from './variants';

/** The "New flag" form. */
export interface NewFlag extends VariantsForm {
  key: string;
  name: string;
  description: string;
  owner: string;
  tags: string[];
  kind: FlagKind;
}

type CreateBody = Omit<CreateFlagDto, 'environments'>;

export const aNewFlag = (): NewFlag => ({
  key: '',
  name: '',
  description: '',
  owner: '',
  tags: [],
  kind: 'release',
  type: 'boolean',
  variants: [
    { name: 'control', value: '' },
    { name: 'treatment', value: '' },
  ],
  offVariant: 'control',
  schema: null,
});

/** "New billing, v2!" → "new_billing_v2" */
export function keyFrom(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9.]+/g, '_')
    .replaceAll(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .slice(0, 64);
}

/** What is sent: nothing that was left empty, and variants only where they are not `on` and `off`. */
export function createBody(form: NewFlag): CreateBody {
  const { variants: _, offVariant: __, schema: ___, tags, ...flag } = form;
  const given = Object.entries(flag).filter(([name, value]) => name === 'key' || value !== '');
  return {
    ...Object.fromEntries(given),
    ...(tags.length > 0 && { tags }),
    ...(form.type !== 'boolean' && variantsBody(form)),
  } as CreateBody;
}
