import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

/** JSON Schema of every request and answer, by the name of its class: OpenAPI's `components.schemas`. */
export function jsonSchemas(): Record<string, object> {
  return validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: { whitelistValidation: {} },
  }) as Record<string, object>;
}
