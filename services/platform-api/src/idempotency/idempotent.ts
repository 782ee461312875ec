import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotentIfAskedInterceptor, IdempotentInterceptor } from './idempotent.interceptor.ts';

export const IDEMPOTENT = 'halyard:idempotent';

/** The call is carried out once for its `Idempotency-Key`, where it has one. */
export const IdempotentIfAsked = () =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    UseInterceptors(IdempotentIfAskedInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'The same for each try of a call: a try within 24 hours is answered as the first',
    }),
  );

/** The action, or each one of a controller, is carried out once for its `Idempotency-Key`. */
export const Idempotent = () =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    UseInterceptors(IdempotentInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'New for each action, the same for each try of it: a try within 24 hours is answered as the first',
    }),
  );
