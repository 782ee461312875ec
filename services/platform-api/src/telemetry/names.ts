/** The instrumentation scope of our spans. */
export const TRACER = 'halyard';
/** `feature_flag.provider.name`: whose answer an evaluation is. */
export const PROVIDER = 'halyard';
/** `service.name`, where OTEL_SERVICE_NAME does not say another one. */
export const SERVICE = 'halyard-platform-api';
