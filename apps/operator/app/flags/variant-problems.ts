import type { Fault } from '@halyard/contracts';
import type { VariantsForm } from './variants';
import { inForm, schemaFrom, variantFaults, variantsBody } from './variants';

/** All that is wrong with variants: the form's own faults, or else those of the API's rules. */
export async function variantProblems(form: VariantsForm): Promise<Fault[]> {
  const faults = variantFaults(form);
  if (faults.length > 0) return faults;
  const body = variantsBody(form);
  const { validate, UpdateFlagDto } = await import('@halyard/contracts');
  const schema = form.schema === null ? undefined : schemaFrom(form.schema);
  const unfit =
    schema === undefined
      ? []
      : (await import('@halyard/contracts/value-schema')).valueFaults(schema, body.variants);
  return [...validate(UpdateFlagDto, body), ...unfit].map((fault) => inForm(fault, form));
}
