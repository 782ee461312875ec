import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Dto } from '@halyard/contracts';

/** What a route does, in a sentence, and what it answers: 200, or 201 where it creates. */
export const Answers = (type: Dto, summary: string, status: 200 | 201 = 200) =>
  applyDecorators(HttpCode(status), ApiOperation({ summary }), ApiResponse({ status, type }));
