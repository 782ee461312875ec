import { Injectable } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { DomainError } from '../common/domain-error.ts';

/** A file of one thing a line, as a list. Blank lines are nothing. */
@Injectable()
export class LinesPipe implements PipeTransform {
  transform(file: unknown): string[] {
    if (typeof file !== 'string') {
      const message = 'has to be sent as text/plain, one targeting key a line';
      throw new DomainError('validation_error', { errors: [{ pointer: '', message }] });
    }
    const lines = file.split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '');
  }
}
