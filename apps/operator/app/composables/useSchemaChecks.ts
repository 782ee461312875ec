import type { valueFaults, ValueSchema } from '@halyard/contracts/value-schema';
import type { ValueCheck } from '~/json/faults';

/** What a JSON value, and the schema itself, is checked by as one types: as the API will. */
export function useSchemaChecks(schema: () => ValueSchema | undefined) {
  const library = shallowRef<{ readonly valueFaults: typeof valueFaults }>();
  watch(
    schema,
    async (now) => {
      if (now !== undefined) library.value ??= await import('@halyard/contracts/value-schema');
    },
    { immediate: true },
  );

  const checkValue = computed<ValueCheck | undefined>(() => {
    const [faultsOf, given] = [library.value?.valueFaults, schema()];
    if (faultsOf === undefined || given === undefined) return undefined;
    return (value) => below('/variants/value', faultsOf(given, { value }));
  });
  const checkSchema = computed<ValueCheck | undefined>(() => {
    const faultsOf = library.value?.valueFaults;
    return (
      faultsOf &&
      ((value) => (isObject(value) ? below('/schema', faultsOf(value, {})) : [NO_SCHEMA]))
    );
  });
  return { checkValue, checkSchema };
}

const NO_SCHEMA = { pointer: '', message: 'A schema is a JSON object' };

type Faults = ReturnType<ValueCheck>;
const below = (place: string, faults: Faults): Faults =>
  faults
    .filter(({ pointer }) => pointer.startsWith(place))
    .map(({ pointer, message }) => ({ pointer: pointer.slice(place.length), message }));

const isObject = (value: unknown): value is ValueSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
