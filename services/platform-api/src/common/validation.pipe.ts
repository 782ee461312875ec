import { Injectable } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { validate } from '@halyard/contracts';
import type { Dto } from '@halyard/contracts';
import { plainToInstance } from 'class-transformer';
import { DomainError } from './domain-error.ts';

/**
 * Checks every body and query against its DTO. A body is handed on exactly as it came, so that a JSON
 * value keeps keys such as `__proto__`; only a query, which is all text, is converted.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (metatype === undefined || metatype === Array || (type !== 'body' && type !== 'query'))
      return value;
    const dto = metatype as Dto;
    const checked = type === 'query' ? { ...plainToInstance(dto, value) } : value;
    const faults = validate(dto, checked);
    if (faults.length > 0) throw new DomainError('validation_error', { errors: faults });
    return checked;
  }
}
